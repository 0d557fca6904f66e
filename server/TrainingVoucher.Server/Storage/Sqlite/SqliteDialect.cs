using System.Data.Common;
using Microsoft.Data.Sqlite;

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
            if (step.Read is { } read)
            {
                await QueryAsync(connection, transaction, step, read, cancellation);
            }
            else
            {
                Write((SqliteConnection)connection, step);
            }
        }
    }

    public async Task CommitAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps)
    {
        await RunAsync(connection, transaction, steps, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task QueryAsync(DbConnection connection, DbTransaction transaction, Step step, Func<DbDataReader, CancellationToken, Task> read, CancellationToken cancellation)
    {
        var command = kept?.Find(step) ?? Prepare(connection, step);
        try
        {
            command.Transaction = transaction;
            for (var row = 0; row < step.Count; row++)
            {
                step.Bind(command.Parameters, row);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                await read(reader, cancellation);
            }
        }
        finally
        {
            if (kept is null)
            {
                await command.DisposeAsync();
            }
        }
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

    private void Write(SqliteConnection connection, Step step)
    {
        var write = kept?.FindWrite(step) ?? new SqliteWrite(connection, Text(step), step.Columns);
        kept?.AddWrite(step, write);
        try
        {
            step.Touched(write.Run(step));
        }
        finally
        {
            if (kept is null)
            {
                write.Dispose();
            }
        }
    }

    private string Text(Step step) => Text(step.Sql).Replace(Step.RowsMark, $"(SELECT {string.Join(", ", step.Columns.Select(c => $"@{c.Name} AS {c.Column}"))}) AS r", StringComparison.Ordinal);
}
