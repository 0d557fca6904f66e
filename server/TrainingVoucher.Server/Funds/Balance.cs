namespace TrainingVoucher.Server.Funds;

/// <summary>Where the money of a budget line stands. <see cref="Source"/> is outside of the line.</summary>
internal enum Balance
{
    Source,
    Available,
    Reserved,
    Obligated,
    Approved,
    Disbursed,
}

/// <summary>Money that moves from one balance to another; nothing moves when it is zero.</summary>
internal readonly record struct Movement(Balance From, Balance To, long Fen);
