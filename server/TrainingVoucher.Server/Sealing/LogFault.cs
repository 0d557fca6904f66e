namespace TrainingVoucher.Server.Sealing;

/// <summary>What is wrong with the log, and where.</summary>
/// <param name="Where">A position, a checkpoint or a journal row, by its number.</param>
/// <param name="What">A sentence.</param>
internal sealed record LogFault(string Where, string What)
{
    public static LogFault Position(long position, string what) => new($"position {position}", what);

    public static LogFault Checkpoint(long size, string what) => new($"checkpoint {size}", what);

    public static LogFault Row(long journalId, string what) => new($"journal row {journalId}", what);
}

/// <summary>What a verification found; no fault when all holds.</summary>
/// <param name="Positions">How many positions were verified.</param>
/// <param name="Checkpoints">How many checkpoints were verified.</param>
/// <param name="Unsealed">How many journal rows have no position yet.</param>
/// <param name="Fault">The first fault.</param>
internal sealed record LogReport(long Positions, long Checkpoints, long Unsealed, LogFault? Fault);
