using System.Data.Common;
using Dapper;

namespace TrainingVoucher.Server.Storage;

/// <summary>Statements that reach the database together and run in the order in which they were added: one round trip.</summary>
internal sealed class Trip(Func<IReadOnlyList<Step>, Task> run)
{
    private readonly List<Step> steps = [];
    private readonly List<Action> afterwards = [];

    public bool IsEmpty => steps.Count == 0;

    /// <summary>Adds a query; <c>{rows}</c> in it is a table <c>r</c> with a column for each property of the rows given.</summary>
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
    public void Require<T>(string sql, IReadOnlyList<T> rows) => Add(new Step<T>(sql, rows) { MustTouch = rows.Count });

    /// <summary>Adds a statement that touches what it finds.</summary>
    public void Execute<T>(string sql, IReadOnlyList<T> rows) => Add(new Step<T>(sql, rows));

    public async Task GoAsync()
    {
        if (steps.Count > 0)
        {
            await run(steps);
        }

        foreach (var step in steps)
        {
            if (step.MustTouch is { } count && step.Touched != count)
            {
                throw new LostRaceException(step.Touched, count);
            }
        }

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

    public IReadOnlyList<T> Items => items;

    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var parse = reader.GetRowParser<T>();
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

    public int Touched { get; set; }

    /// <summary>Whether all rows go in at once; otherwise the one row gives the parameters.</summary>
    public bool IsSet => sql.Contains(RowsMark, StringComparison.Ordinal);

    public abstract int Count { get; }

    /// <summary>The columns of <c>r</c>, each with its parameter.</summary>
    public abstract IEnumerable<(string Name, string Column)> Columns { get; }

    public abstract IEnumerable<(string Name, object? Value)> ValuesOf(int row);

    public abstract IEnumerable<(string Name, Array Values)> Arrays { get; }
}

/// <inheritdoc/>
internal sealed class Step<T>(string sql, IReadOnlyList<T> rows, Func<DbDataReader, CancellationToken, Task>? read = null) : Step(sql, read)
{
    public IReadOnlyList<T> Rows => rows;

    public override int Count => rows.Count;

    public override IEnumerable<(string Name, string Column)> Columns => RowShape<T>.Columns.Select(c => (c.Name, c.Column));

    public override IEnumerable<(string Name, object? Value)> ValuesOf(int row) => RowShape<T>.Columns.Select(c => (c.Name, c.Value(rows[row])));

    public override IEnumerable<(string Name, Array Values)> Arrays => RowShape<T>.Columns.Select(c => (c.Name, c.Values(rows)));
}

/// <summary>A guarded statement did not touch what it had to: somebody else was faster, and the whole transaction has to be decided anew.</summary>
internal sealed class LostRaceException(int touched, int expected) : Exception($"A guarded statement touched {touched} rows instead of {expected}.");
