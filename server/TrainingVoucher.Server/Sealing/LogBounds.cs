using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>The ends of the tables of a log.</summary>
internal sealed record LogBounds
{
    private const string Select = """
        SELECT COALESCE((SELECT min(position) FROM log_position), 0) AS first_position,
            COALESCE((SELECT max(position) FROM log_position), 0) AS last_run,
            COALESCE((SELECT length FROM log_position ORDER BY position DESC LIMIT 1), 0) AS last_length,
            COALESCE((SELECT max(size) FROM log_checkpoint), 0) AS last_checkpoint,
            (SELECT count(*) FROM log_checkpoint) AS checkpoints,
            (SELECT count(*) FROM log_tile) AS tiles
        """;

    public long FirstPosition { get; init; }

    public long LastRun { get; init; }

    public long LastLength { get; init; }

    public long LastCheckpoint { get; init; }

    public long Checkpoints { get; init; }

    public long Tiles { get; init; }

    private long End => LastRun + LastLength;

    public static async Task<LogBounds> ReadAsync(Session session) =>
        await session.SingleAsync<LogBounds>(Select) ?? throw new InvalidOperationException("A query without a table has one row.");

    /// <summary>Holds the ends against what the sealer says of them.</summary>
    public LogFault? Check(LogState state)
    {
        if (FirstPosition != 0)
        {
            return LogFault.Position(Math.Min(0, FirstPosition), "the log begins elsewhere than at position 0");
        }

        if (LastCheckpoint > End)
        {
            return LogFault.Checkpoint(LastCheckpoint, $"it is larger than the log, which ends before position {End}");
        }

        if (End != state.Size)
        {
            return LogFault.Position(Math.Min(End, state.Size), $"the log ends before position {End}; the sealer has sealed {state.Size} rows");
        }

        if (LastCheckpoint != state.Checkpoint)
        {
            return LogFault.Checkpoint(Math.Max(LastCheckpoint, state.Checkpoint), $"the last checkpoint is {LastCheckpoint}; the sealer has made {state.Checkpoint}");
        }

        return state.ScanFrom <= state.Size ? null : LogFault.Position(state.ScanFrom, "the sealer looks for rows beyond the end of the log");
    }
}
