using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>PostgreSQL takes a whole trip in one round trip, and a set of rows as arrays in one statement.</summary>
/// <param name="locks">Whether queries with a lock mark lock their rows; those of a transaction that only reads do not.</param>
/// <param name="guards">Whether those with a guard mark do.</param>
internal sealed class PostgresDialect(bool locks, bool guards) : IDialect
{
    /// <summary>What a statement raises that did not touch what it must, in <c>0012_guards.sql</c>.</summary>
    public const string LostRace = "TV001";

    private const string Lock = "FOR NO KEY UPDATE OF t";

    private readonly ConcurrentDictionary<(string Sql, Type Step, bool IsLast), string> texts = new();

    public string Text(string sql) => sql
        .Replace(Session.LockMark, locks ? Lock : "", StringComparison.Ordinal)
        .Replace(Session.GuardMark, guards ? Lock : "", StringComparison.Ordinal);

    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var step in steps)
        {
            batch.BatchCommands.Add(Command(step, isLast: false));
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
            steps[i].Touched(batch.BatchCommands[i].RecordsAffected);
        }
    }

    /// <summary>The commit goes with the last statements; there the statements themselves see to it that they touch what they must.</summary>
    public async Task CommitAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Step> steps)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var step in steps)
        {
            batch.BatchCommands.Add(Command(step, isLast: true));
        }

        batch.BatchCommands.Add(new("COMMIT"));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException e) when (e.SqlState == LostRace)
        {
            throw new LostRaceException(e);
        }
    }

    private NpgsqlBatchCommand Command(Step step, bool isLast)
    {
        if (!step.IsSet && (step.Count != 1 || step.MustTouch is not null))
        {
            throw new InvalidOperationException($"A statement without {Step.RowsMark} takes one row, not {step.Count}, and cannot be held to what it touches.");
        }

        var command = new NpgsqlBatchCommand(texts.GetOrAdd((step.Sql, step.GetType(), isLast), static (key, x) => x.Me.Text(x.Step, key.IsLast), (Me: this, Step: step)));
        if (step.IsSet)
        {
            foreach (var values in step.Arrays)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = values });
            }

            if (isLast && IsCounted(step))
            {
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = step.MustTouch!.Value });
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

    private string Text(Step step, bool isLast)
    {
        var columns = step.Columns.ToList();
        var arrays = string.Join(", ", columns.Select((c, i) => $"unnest({Parameter(i)}) AS {c.Column}"));
        var text = Text(step.Sql).Replace(Step.RowsMark, $"(SELECT {arrays}) AS r", StringComparison.Ordinal);
        return isLast && IsCounted(step)
            ? $"WITH touched AS ({text} RETURNING 1) SELECT CASE WHEN count(*) <> {Parameter(columns.Count)} THEN must_touch(count(*), {Parameter(columns.Count)}) END FROM touched"
            : text;
    }

    /// <summary>Whether a guarded statement could touch fewer rows than it must.</summary>
    private static bool IsCounted(Step step) => step is { MustTouch: not null, IsPlainInsert: false };

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}");
}
