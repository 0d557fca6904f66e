using System.Data.Common;
using System.Globalization;
using Dapper;

namespace TrainingVoucher.Server.Storage;

/// <summary>What the two databases do differently within a transaction.</summary>
internal interface IDialect
{
    /// <summary>Runs the steps in their order.</summary>
    /// <exception cref="LostRaceException">One did not touch what it must.</exception>
    Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation);

    /// <summary>The same, and commits. When this fails otherwise than by a lost race, nobody knows whether the transaction is committed.</summary>
    /// <exception cref="LostRaceException">One did not touch what it must; nothing is committed.</exception>
    Task CommitAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps);

    /// <summary>The statement with what the database does with a lock mark.</summary>
    string Text(string sql);
}

/// <summary>One transaction: the SQL of the features runs through it. Every statement is in the dialect that SQLite and PostgreSQL share.</summary>
internal sealed class Session(DbConnection connection, DbTransaction transaction, IDialect dialect, CancellationToken cancellation)
{
    /// <summary>Stands in a query for the clause that keeps its rows, those of the table <c>t</c>, as they are until the end of the transaction.</summary>
    public const string LockMark = "{lock t}";

    /// <summary>
    /// The same for rows that seldom change under two hands at once: they are only locked when a transaction has to be decided anew.
    /// The first time the guards of its updates say that nobody came between.
    /// </summary>
    public const string GuardMark = "{guard t}";

    private readonly Dictionary<Type, Shelf> shelves = [];
    private readonly List<Action> undo = [];
    private int attempts;
    private int savepoints;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await connection.QueryAsync<T>(await CommandAsync(sql, arguments))).AsList();

    public async Task<T?> SingleAsync<T>(string sql, object? arguments = null)
        where T : class => await connection.QuerySingleOrDefaultAsync<T?>(await CommandAsync(sql, arguments));

    public async Task<T> ValueAsync<T>(string sql, object? arguments = null)
        where T : struct => await connection.QuerySingleAsync<T>(await CommandAsync(sql, arguments));

    public async Task<T?> OptionalAsync<T>(string sql, object? arguments = null)
        where T : struct => await connection.QuerySingleOrDefaultAsync<T?>(await CommandAsync(sql, arguments));

    /// <summary>Runs a statement and says how many rows it touched; a guard that did not hold touches none.</summary>
    public async Task<int> ExecuteAsync(string sql, object? arguments = null) => await connection.ExecuteAsync(await CommandAsync(sql, arguments));

    /// <summary>Runs a statement whose guards must hold because the transaction has just seen that they do.</summary>
    /// <exception cref="LostRaceException">They did not: another transaction came between.</exception>
    public async Task RequireAsync(string sql, object? arguments = null)
    {
        var touched = await ExecuteAsync(sql, arguments);
        if (touched != 1)
        {
            throw new LostRaceException(touched, 1);
        }
    }

    /// <summary>One query for many keys: <c>{rows}</c> in it is a table <c>r</c> with a column for each property of a row that it names.</summary>
    public async Task<IReadOnlyList<TResult>> QueryRowsAsync<T, TResult>(string sql, IReadOnlyList<T> rows)
    {
        await SettleAsync(sql);
        var trip = Trip();
        var found = trip.Query<T, TResult>(sql, rows);
        await trip.GoAsync();
        return found.Items;
    }

    /// <summary>One statement for many rows, each of which it must touch exactly once.</summary>
    /// <exception cref="LostRaceException">It did not.</exception>
    public async Task RequireRowsAsync<T>(string sql, IReadOnlyList<T> rows)
    {
        await SettleAsync(sql);
        var trip = Trip();
        trip.Require(sql, rows);
        await trip.GoAsync();
    }

    /// <summary>The rows of one table that this transaction has in hand.</summary>
    public T Shelf<T>()
        where T : Shelf, new()
    {
        if (!shelves.TryGetValue(typeof(T), out var shelf))
        {
            shelves.Add(typeof(T), shelf = new T { Session = this });
        }

        return (T)shelf;
    }

    /// <summary>Loads what the shelves want, in the order of locks, in one round trip, and what they want when they have that.</summary>
    public async Task LoadAsync()
    {
        while (true)
        {
            var trip = Trip();
            foreach (var shelf in shelves.Values.OrderBy(s => s.Order))
            {
                shelf.Load(trip);
            }

            if (trip.IsEmpty)
            {
                return;
            }

            await trip.GoAsync();
        }
    }

    /// <summary>Writes what the shelves have changed, in the order of locks, in one round trip.</summary>
    public async Task FlushAsync()
    {
        if (shelves.Values.All(s => !s.IsDirty))
        {
            return;
        }

        await SaveAsync();
        await Written(Trip()).GoAsync();
    }

    /// <summary>Writes what is left and commits.</summary>
    public Task CommitAsync() => Written(new Trip(steps => dialect.CommitAsync(connection, transaction, steps))).FinishAsync();

    /// <summary>What undoes a change of a shelf, should the attempt it belongs to be given up.</summary>
    public void Undo(Action action)
    {
        if (attempts > 0)
        {
            undo.Add(action);
        }
    }

    /// <summary>Runs <paramref name="work"/> and undoes what it wrote unless <paramref name="keep"/> says to keep it; the transaction goes on either way.</summary>
    public async Task<T> AttemptAsync<T>(Func<Task<T>> work, Func<T, bool> keep)
    {
        var mark = undo.Count;
        attempts++;
        var result = await work();
        var isSaved = savepoints == attempts;
        if (keep(result))
        {
            if (isSaved)
            {
                await transaction.ReleaseAsync(Name(savepoints--), cancellation);
            }
        }
        else
        {
            for (var i = undo.Count - 1; i >= mark; i--)
            {
                undo[i]();
            }

            undo.RemoveRange(mark, undo.Count - mark);
            if (isSaved)
            {
                await transaction.RollbackAsync(Name(savepoints), cancellation);
                await transaction.ReleaseAsync(Name(savepoints--), cancellation);
                foreach (var shelf in shelves.Values)
                {
                    shelf.Refresh();
                }
            }
        }

        attempts--;
        if (attempts == 0)
        {
            undo.Clear();
        }

        return result;
    }

    private Trip Written(Trip trip)
    {
        foreach (var shelf in shelves.Values.Where(s => s.IsDirty).OrderBy(s => s.Order))
        {
            shelf.Write(trip);
        }

        return trip;
    }

    private Trip Trip() => new(steps => dialect.RunAsync(connection, transaction, steps, cancellation));

    private async Task<CommandDefinition> CommandAsync(string sql, object? arguments)
    {
        await SettleAsync(sql);
        return new(dialect.Text(sql), arguments, transaction, cancellationToken: cancellation);
    }

    /// <summary>Makes database and shelves agree before a statement that does not go through a shelf.</summary>
    private async Task SettleAsync(string sql)
    {
        var statement = Statement.Of(sql);
        if (shelves.Values.Any(s => s.IsDirty && statement.Names(s.Table)))
        {
            await FlushAsync();
        }

        if (statement.Changed is { } table)
        {
            await SaveAsync();
            foreach (var shelf in shelves.Values.Where(s => s.Table == table))
            {
                shelf.Refresh();
            }
        }
    }

    /// <summary>Gives each attempt that is under way a savepoint: from now on there is something in the database to undo.</summary>
    private async Task SaveAsync()
    {
        while (savepoints < attempts)
        {
            await transaction.SaveAsync(Name(++savepoints), cancellation);
        }
    }

    private static string Name(int savepoint) => string.Create(CultureInfo.InvariantCulture, $"attempt_{savepoint}");
}
