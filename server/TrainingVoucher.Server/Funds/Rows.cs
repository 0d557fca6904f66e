using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>A row of <c>budget_line</c>.</summary>
internal sealed record LineRow
{
    public long Id { get; init; }

    public long AuthorityId { get; init; }

    public FundingSource Source { get; init; }

    public int Year { get; init; }

    public string Name { get; init; } = "";

    public long Appropriated { get; init; }

    public long Available { get; init; }

    public long Reserved { get; init; }

    public long Obligated { get; init; }

    public long Approved { get; init; }

    public long Disbursed { get; init; }

    public BudgetLine ToContract() => new()
    {
        Id = Ids.Show("bud", Id),
        AuthorityId = Ids.Show("aut", AuthorityId),
        Source = Source,
        Year = Year,
        Name = Name,
        AppropriatedFen = Appropriated,
        AvailableFen = Available,
        ReservedFen = Reserved,
        ObligatedFen = Obligated,
        ApprovedFen = Approved,
        DisbursedFen = Disbursed,
    };
}

/// <summary>A row of <c>posting</c>.</summary>
internal sealed record PostingRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public string Debit { get; init; } = "";

    public string Credit { get; init; } = "";

    public long Fen { get; init; }

    public string Cause { get; init; } = "";

    public string Subject { get; init; } = "";

    public Posting ToContract() => new() { Id = Ids.Show("pos", Id), At = At, From = Debit, To = Credit, Fen = Fen, Cause = Cause, Subject = Subject };
}
