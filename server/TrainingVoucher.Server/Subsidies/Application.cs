using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>An application and all its lines, in the order of their numbers.</summary>
internal sealed record Application(ApplicationRow Row, IReadOnlyList<LineRow> Lines)
{
    public SubsidyApplication ToContract() => new()
    {
        Id = Ids.Show("app", Row.Id),
        InstitutionId = Ids.Show("ins", Row.InstitutionId),
        AuthorityId = Ids.Show("aut", Row.AuthorityId),
        Benefit = Row.Benefit,
        State = Row.State,
        AmountFen = Lines.Where(l => ApplicationRules.IsLive(l.State)).Sum(l => l.Fen),
        ReviewedBy = Ids.ShowOptional("off", Row.ReviewedBy),
        ApprovedBy = Ids.ShowOptional("off", Row.ApprovedBy),
        Lines = [.. Lines.Select(l => l.ToContract())],
    };
}

/// <summary>A row of <c>application</c>.</summary>
internal sealed record ApplicationRow
{
    public long Id { get; init; }

    public long InstitutionId { get; init; }

    /// <summary>The authority that pays.</summary>
    public long AuthorityId { get; init; }

    /// <summary>The region of the authority that pays.</summary>
    public int Region { get; init; }

    public Benefit Benefit { get; init; }

    public ApplicationState State { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public long? ReviewedBy { get; init; }

    public long? ApprovedBy { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>The authority that pays and the institution that asked.</summary>
    public Concern Concern => new(Region, Institution: InstitutionId);
}

/// <summary>A row of <c>application_line</c>.</summary>
internal sealed record LineRow
{
    public long ApplicationId { get; init; }

    public int Line { get; init; }

    public int Bucket { get; init; }

    public byte[] VoucherId { get; init; } = [];

    public Benefit Benefit { get; init; }

    public long? BudgetLineId { get; init; }

    public long Fen { get; init; }

    public LineState State { get; init; }

    public string? Reason { get; init; }

    public long? ReviewedBy { get; init; }

    public long? ApprovedBy { get; init; }

    public ApplicationLine ToContract() => new()
    {
        Line = Line,
        Code = new VoucherCode(Tokens.VoucherId.FromBytes(VoucherId)).Format(),
        BudgetLineId = Ids.ShowOptional("bud", BudgetLineId),
        Fen = Fen,
        State = State,
        Reason = Reason,
    };
}
