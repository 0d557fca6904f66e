using System.Data.Common;
using Dapper;

namespace TrainingVoucher.Server.Storage;

/// <summary>One transaction: the SQL of the features runs through it. Every statement is in the dialect that SQLite and PostgreSQL share.</summary>
internal sealed class Session(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
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
    public async Task RequireAsync(string sql, object? arguments = null)
    {
        var touched = await ExecuteAsync(sql, arguments);
        if (touched != 1)
        {
            throw new InvalidOperationException($"A guarded statement touched {touched} rows instead of one.");
        }
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
        new(sql, arguments, transaction, cancellationToken: cancellation);
}
