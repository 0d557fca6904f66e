using System.Data.Common;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>SQLite runs in this process, so a set is one prepared statement run for each row. Its one writer needs no row locks.</summary>
/// <param name="kept">The prepared statements of the connection; those of a connection that goes back to the pool are not kept.</param>
internal sealed class SqliteDialect(KeptStatements? kept) : IDialect
{
    public string Text(string sql) => sql.Replace(Session.LockMark, "", StringComparison.Ordinal).Replace(Session.GuardMark, "", StringComparison.Ordinal);

    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            var command = kept?.Find(step) ?? Prepare(connection, step);
            try
            {
                command.Transaction = transaction;
                await RunAsync(command, step, cancellation);
            }
            finally
            {
                if (kept is null)
                {
                    await command.DisposeAsync();
                }
            }
        }
    }

    public async Task CommitAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps)
    {
        await RunAsync(connection, transaction, steps, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task RunAsync(DbCommand command, Step step, CancellationToken cancellation)
    {
        var touched = 0;
        for (var row = 0; row < step.Count; row++)
        {
            step.Bind(command.Parameters, row);
            if (step.Read is { } read)
            {
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                await read(reader, cancellation);
            }
            else
            {
                touched += await command.ExecuteNonQueryAsync(cancellation);
            }
        }

        step.Touched(touched);
    }

    private DbCommand Prepare(DbConnection connection, Step step)
    {
        var command = connection.CreateCommand();
        command.CommandText = Text(step);
        foreach (var (name, _) in step.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        kept?.Add(step, command);
        return command;
    }

    private string Text(Step step) => Text(step.Sql).Replace(Step.RowsMark, $"(SELECT {string.Join(", ", step.Columns.Select(c => $"@{c.Name} AS {c.Column}"))}) AS r", StringComparison.Ordinal);
}

/// <summary>Statements of one connection that stay prepared from one transaction to the next.</summary>
internal sealed class KeptStatements : IDisposable
{
    private readonly Dictionary<(string Sql, Type Step), DbCommand> commands = [];

    public DbCommand? Find(Step step) => commands.GetValueOrDefault((step.Sql, step.GetType()));

    public void Add(Step step, DbCommand command) => commands.Add((step.Sql, step.GetType()), command);

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }
}
