using System.Data.Common;
using Dapper;

namespace TrainingVoucher.Server.Storage;

/// <summary>What the two databases do differently within a transaction.</summary>
internal interface IDialect
{
    /// <summary>What stands for <c>{lock}</c> in a query whose rows stay as they are until the end of the transaction.</summary>
    string Lock { get; }

    /// <summary>Runs the steps in their order.</summary>
    Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation);
}

/// <summary>One transaction: the SQL of the features runs through it. Every statement is in the dialect that SQLite and PostgreSQL share.</summary>
internal sealed class Session(DbConnection connection, DbTransaction transaction, IDialect dialect, CancellationToken cancellation)
{
    private const string Attempt = "attempt";

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await connection.QueryAsync<T>(Command(sql, arguments))).AsList();

    public Task<T?> SingleAsync<T>(string sql, object? arguments = null)
        where T : class => connection.QuerySingleOrDefaultAsync<T?>(Command(sql, arguments));

    public Task<T> ValueAsync<T>(string sql, object? arguments = null)
        where T : struct => connection.QuerySingleAsync<T>(Command(sql, arguments));

    public Task<T?> OptionalAsync<T>(string sql, object? arguments = null)
        where T : struct => connection.QuerySingleOrDefaultAsync<T?>(Command(sql, arguments));

    /// <summary>Runs a statement and says how many rows it touched; a guard that did not hold touches none.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) => connection.ExecuteAsync(Command(sql, arguments));

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

    /// <summary>Statements that go to the database together.</summary>
    public Trip Trip() => new(steps => dialect.RunAsync(connection, transaction, steps, cancellation));

    /// <summary>One query for many keys: <c>{rows}</c> in it is a table <c>r</c> with a column for each property of a row.</summary>
    public async Task<IReadOnlyList<TResult>> QueryRowsAsync<T, TResult>(string sql, IReadOnlyList<T> rows)
    {
        var trip = Trip();
        var found = trip.Query<T, TResult>(sql, rows);
        await trip.GoAsync();
        return found.Items;
    }

    /// <summary>One statement for many rows, each of which it must touch exactly once.</summary>
    /// <exception cref="LostRaceException">It did not.</exception>
    public Task RequireRowsAsync<T>(string sql, IReadOnlyList<T> rows)
    {
        var trip = Trip();
        trip.Require(sql, rows);
        return trip.GoAsync();
    }

    /// <summary>Runs <paramref name="work"/> and undoes what it wrote unless <paramref name="keep"/> says to keep it; the transaction goes on either way.</summary>
    public async Task<T> AttemptAsync<T>(Func<Task<T>> work, Func<T, bool> keep)
    {
        await transaction.SaveAsync(Attempt, cancellation);
        var result = await work();
        if (keep(result))
        {
            await transaction.ReleaseAsync(Attempt, cancellation);
        }
        else
        {
            await transaction.RollbackAsync(Attempt, cancellation);
        }

        return result;
    }

    private CommandDefinition Command(string sql, object? arguments) =>
        new(sql.Replace(LockMark, dialect.Lock, StringComparison.Ordinal), arguments, transaction, cancellationToken: cancellation);

    public const string LockMark = "{lock}";
}
