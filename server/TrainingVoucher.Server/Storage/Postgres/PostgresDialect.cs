using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;

namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>PostgreSQL takes a whole trip in one round trip, and a set of rows as arrays in one statement.</summary>
/// <param name="locks">Whether queries with a lock mark lock their rows; those of a transaction that only reads do not.</param>
/// <param name="guards">Whether those with a guard mark do.</param>
internal sealed class PostgresDialect(bool locks, bool guards) : IDialect
{
    private const string Lock = "FOR UPDATE OF t";

    private readonly ConcurrentDictionary<(string Sql, Type Step), string> texts = new();

    public string Text(string sql) => sql
        .Replace(Session.LockMark, locks ? Lock : "", StringComparison.Ordinal)
        .Replace(Session.GuardMark, guards ? Lock : "", StringComparison.Ordinal);

    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var step in steps)
        {
            batch.BatchCommands.Add(Command(step));
        }

        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            foreach (var read in steps.Where(s => s.Read is not null).Select(s => s.Read!))
            {
                await read(reader, cancellation);
                await reader.NextResultAsync(cancellation);
            }
        }

        for (var i = 0; i < steps.Count; i++)
        {
            steps[i].Touched = batch.BatchCommands[i].RecordsAffected;
        }
    }

    private NpgsqlBatchCommand Command(Step step)
    {
        if (!step.IsSet && step.Count != 1)
        {
            throw new InvalidOperationException($"A statement without {Step.RowsMark} takes one row, not {step.Count}.");
        }

        var command = new NpgsqlBatchCommand(texts.GetOrAdd((step.Sql, step.GetType()), static (_, x) => x.Me.Text(x.Step), (Me: this, Step: step)));
        if (step.IsSet)
        {
            foreach (var (name, values) in step.Arrays)
            {
                command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = values });
            }
        }
        else
        {
            foreach (var (name, value) in step.ValuesOf(0))
            {
                command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = value ?? DBNull.Value });
            }
        }

        return command;
    }

    private string Text(Step step) => Text(step.Sql).Replace(Step.RowsMark, $"unnest({string.Join(", ", step.Columns.Select(c => '@' + c.Name))}) AS r ({string.Join(", ", step.Columns.Select(c => c.Column))})", StringComparison.Ordinal);
}
