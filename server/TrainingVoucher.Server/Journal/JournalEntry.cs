namespace TrainingVoucher.Server.Journal;

/// <summary>
/// One fact: who changed what, when, from which state to which, for how much. No personal data: persons appear by their random id.
/// <c>docs/states.md</c> lists the events.
/// </summary>
internal sealed record JournalEntry
{
    public required string Event { get; init; }

    /// <summary>The kind of thing that changed, for example <c>voucher</c>; the prefix of its public id where it has one.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of what changed: ten bytes for a voucher, eight for everything else.</summary>
    public required byte[] Subject { get; init; }

    public long? Client { get; init; }

    public long? Officer { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The idempotency key of the request.</summary>
    public string? Request { get; init; }

    public string? Device { get; init; }

    /// <summary>Who acted for the holder.</summary>
    public string? Proxy { get; init; }

    public int? OldState { get; init; }

    public int? NewState { get; init; }

    public long? Fen { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whom it concerns, and so whose feeds it is part of; nothing for what concerns nobody outside, such as a look.</summary>
    public Concern? Concern { get; init; }

    /// <summary>What else a replay needs, by name: whole numbers only.</summary>
    public IReadOnlyDictionary<string, long> Values { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>What else a replay needs, by name: short texts and typed ids.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Whom a fact concerns: everybody above a region, and whoever has a part in it.</summary>
/// <param name="Region">The region.</param>
/// <param name="Channel">The channel that its holder has it in.</param>
/// <param name="Institution">The institution that has a part in it.</param>
/// <param name="Platform">The course platform that redeemed it for the institution.</param>
/// <param name="Batch">The batch, where every channel that it is claimed through has a part in it.</param>
internal sealed record Concern(int Region, long? Channel = null, long? Institution = null, long? Platform = null, long? Batch = null);
