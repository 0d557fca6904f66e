using System.Data.Common;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>SQLite runs in this process, so a set is one prepared statement run for each row. Its one writer needs no row locks.</summary>
internal sealed class SqliteDialect : IDialect
{
    public string Text(string sql) => sql.Replace(Session.LockMark, "", StringComparison.Ordinal).Replace(Session.GuardMark, "", StringComparison.Ordinal);

    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Text(step);
            for (var row = 0; row < step.Count; row++)
            {
                Bind(command, step.ValuesOf(row));
                if (step.Read is { } read)
                {
                    await using var reader = await command.ExecuteReaderAsync(cancellation);
                    await read(reader, cancellation);
                }
                else
                {
                    step.Touched += await command.ExecuteNonQueryAsync(cancellation);
                }
            }
        }
    }

    private string Text(Step step) => Text(step.Sql).Replace(Step.RowsMark, $"(SELECT {string.Join(", ", step.Columns.Select(c => $"@{c.Name} AS {c.Column}"))}) AS r", StringComparison.Ordinal);

    private static void Bind(DbCommand command, IEnumerable<(string Name, object? Value)> values)
    {
        var isFirst = command.Parameters.Count == 0;
        var i = 0;
        foreach (var (name, value) in values)
        {
            if (isFirst)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            command.Parameters[i++].Value = value ?? DBNull.Value;
        }
    }
}
