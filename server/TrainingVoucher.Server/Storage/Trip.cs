using System.Data.Common;
using Dapper;

namespace TrainingVoucher.Server.Storage;

/// <summary>Statements that reach the database together and run in the order in which they were added: one round trip.</summary>
internal sealed class Trip(Func<IReadOnlyList<Step>, Task> run)
{
    private readonly List<Step> steps = [];
    private readonly List<Action> afterwards = [];

    public bool IsEmpty => steps.Count == 0;

    /// <summary>Adds a query; <c>{rows}</c> in it is a table <c>r</c> with a column for each property of the rows given that it names.</summary>
    public Found<TResult> Query<T, TResult>(string sql, IReadOnlyList<T> rows)
    {
        var found = new Found<TResult>();
        Add(new Step<T>(sql, rows, found.ReadAsync));
        return found;
    }

    /// <summary>Adds a query and what to do with the rows it found.</summary>
    public void Query<T, TResult>(string sql, IReadOnlyList<T> rows, Action<TResult> each)
    {
        var found = Query<T, TResult>(sql, rows);
        Then(() =>
        {
            foreach (var row in found.Items)
            {
                each(row);
            }
        });
    }

    /// <summary>Adds something to do once the trip has gone.</summary>
    public void Then(Action next) => afterwards.Add(next);

    /// <summary>Adds a statement that must touch each row given exactly once; otherwise somebody else was faster and <see cref="LostRaceException"/> is thrown.</summary>
    /// <param name="sql">With <c>{rows}</c>.</param>
    /// <param name="rows">What it must touch.</param>
    public void Require<T>(string sql, IReadOnlyList<T> rows) => Add(new Step<T>(sql, rows) { MustTouch = rows.Count });

    /// <summary>Adds a statement that touches what it finds.</summary>
    public void Execute<T>(string sql, IReadOnlyList<T> rows) => Add(new Step<T>(sql, rows));

    public Task GoAsync() => IsEmpty ? Task.CompletedTask : FinishAsync();

    /// <summary>Goes even when there is nothing to carry.</summary>
    public async Task FinishAsync()
    {
        await run(steps);
        foreach (var next in afterwards)
        {
            next();
        }

        steps.Clear();
        afterwards.Clear();
    }

    private void Add<T>(Step<T> step)
    {
        if (step.Rows.Count > 0)
        {
            steps.Add(step);
        }
    }
}

/// <summary>What a query of a trip found, once the trip has gone.</summary>
internal sealed class Found<T>
{
    private readonly List<T> items = [];
    private Func<DbDataReader, T>? parse;

    public IReadOnlyList<T> Items => items;

    /// <summary>Takes what one run of the query gives; a set may take several.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        parse ??= reader.GetRowParser<T>();
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(parse(reader));
        }
    }
}

/// <summary>One statement of a trip.</summary>
internal abstract class Step(string sql, Func<DbDataReader, CancellationToken, Task>? read)
{
    public const string RowsMark = "{rows}";

    public string Sql => sql;

    /// <summary>Reads the result; nothing when the statement has none.</summary>
    public Func<DbDataReader, CancellationToken, Task>? Read => read;

    public int? MustTouch { get; init; }

    /// <summary>Whether it adds a row for each row given, so that no count can fail to be met.</summary>
    public bool IsPlainInsert => sql.StartsWith("INSERT", StringComparison.Ordinal) && sql.AsSpan().TrimEnd().EndsWith(RowsMark, StringComparison.Ordinal);

    /// <summary>Whether all rows go in at once; otherwise the one row gives the parameters.</summary>
    public bool IsSet => sql.Contains(RowsMark, StringComparison.Ordinal);

    public abstract int Count { get; }

    /// <summary>The columns of <c>r</c>, each with its parameter.</summary>
    public abstract IEnumerable<(string Name, string Column)> Columns { get; }

    public abstract IEnumerable<(string Name, object? Value)> ValuesOf(int row);

    /// <summary>The value of one column, in the order of <see cref="Columns"/>, as it is stored.</summary>
    public abstract object? Value(int row, int column);

    /// <summary>Gives one row's values to parameters that stand in the order of <see cref="Columns"/>.</summary>
    public abstract void Bind(DbParameterCollection parameters, int row);

    public abstract IEnumerable<Array> Arrays { get; }

    /// <exception cref="LostRaceException">Other than it must.</exception>
    public void Touched(int rows)
    {
        if (MustTouch is { } must && rows != must)
        {
            throw new LostRaceException(rows, must);
        }
    }
}

/// <inheritdoc/>
internal sealed class Step<T>(string sql, IReadOnlyList<T> rows, Func<DbDataReader, CancellationToken, Task>? read = null) : Step(sql, read)
{
    private readonly IReadOnlyList<RowColumn<T>> columns = RowShape<T>.Of(sql);

    public IReadOnlyList<T> Rows => rows;

    public override int Count => rows.Count;

    public override IEnumerable<(string Name, string Column)> Columns => columns.Select(c => (c.Name, c.Column));

    public override IEnumerable<(string Name, object? Value)> ValuesOf(int row) => columns.Select(c => (c.Name, c.Value(rows[row])));

    public override object? Value(int row, int column) => columns[column].Value(rows[row]);

    public override void Bind(DbParameterCollection parameters, int row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            parameters[i].Value = columns[i].Value(rows[row]) ?? DBNull.Value;
        }
    }

    public override IEnumerable<Array> Arrays => columns.Select(c => c.Values(rows));
}

/// <summary>A guarded statement did not touch what it had to: somebody else was faster, and the whole transaction has to be decided anew.</summary>
internal sealed class LostRaceException : Exception
{
    public LostRaceException(int touched, int expected)
        : base($"A guarded statement touched {touched} rows instead of {expected}.")
    {
    }

    public LostRaceException(Exception inner)
        : base("A guarded statement did not touch what it must.", inner)
    {
    }
}
