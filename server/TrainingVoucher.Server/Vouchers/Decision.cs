using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a command does to a voucher and to the counts and balances around it, or why it does nothing.</summary>
internal sealed record Decision
{
    private Decision()
    {
    }

    /// <summary>Why nothing is done; everything else is empty then.</summary>
    public ErrorCode? Refusal { get; private init; }

    public VoucherRow After { get; private init; } = null!;

    /// <summary>The name of what happened, as in the journal.</summary>
    public string Event { get; private init; } = "";

    /// <summary>Money that moves within the budget line.</summary>
    public IReadOnlyList<Movement> Money { get; init; } = [];

    /// <summary>Whether the place in the batch becomes free; in a closed batch its money does instead.</summary>
    public bool FreesPlace { get; init; }

    /// <summary>By how much the count of the scheme's limit per person changes.</summary>
    public int SchemeCount { get; init; }

    /// <summary>By how much the count of unused vouchers of the group changes.</summary>
    public int UnusedCount { get; init; }

    public static implicit operator Decision(ErrorCode refusal) => new() { Refusal = refusal };

    public static Decision To(VoucherRow after, string @event) => new() { After = after, Event = @event };
}
