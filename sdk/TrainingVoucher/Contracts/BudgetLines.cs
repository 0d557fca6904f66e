namespace TrainingVoucher.Contracts;

/// <summary>One funding source of one authority in one year. The five balances add up to <see cref="AppropriatedFen"/> at every read.</summary>
public sealed record BudgetLine
{
    /// <summary>Its id, <c>bud_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The authority whose money it is.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>Where the money comes from.</summary>
    public required FundingSource Source { get; init; }

    /// <summary>The budget year.</summary>
    public required int Year { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What was appropriated, in fen.</summary>
    public required long AppropriatedFen { get; init; }

    /// <summary>Free for releases, in fen.</summary>
    public required long AvailableFen { get; init; }

    /// <summary>Released to batches and not used yet, in fen.</summary>
    public required long ReservedFen { get; init; }

    /// <summary>Redeemed, in fen.</summary>
    public required long ObligatedFen { get; init; }

    /// <summary>Approved for payment, in fen.</summary>
    public required long ApprovedFen { get; init; }

    /// <summary>Paid, in fen.</summary>
    public required long DisbursedFen { get; init; }
}

/// <summary>Opens a budget line, without money yet.</summary>
public sealed record CreateBudgetLineRequest
{
    /// <summary>Where the money comes from.</summary>
    public required FundingSource Source { get; init; }

    /// <summary>The budget year, 2020 to 2100.</summary>
    public required int Year { get; init; }

    /// <summary>A name for people, up to 100 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>Adds money to a budget line.</summary>
public sealed record AppropriateRequest
{
    /// <summary>How much, in fen; 1 to 10^15.</summary>
    public required long Fen { get; init; }

    /// <summary>The document that appropriates it, up to 200 characters.</summary>
    public required string Reference { get; init; }
}

/// <summary>One movement of money between two balances of a budget line; never changed afterwards.</summary>
public sealed record Posting
{
    /// <summary>Its id, <c>pos_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The balance it leaves: <c>source</c> (outside), <c>available</c>, <c>reserved</c>, <c>obligated</c>, <c>approved</c> or <c>disbursed</c>.</summary>
    public required string From { get; init; }

    /// <summary>The balance it enters.</summary>
    public required string To { get; init; }

    /// <summary>How much, in fen; always positive.</summary>
    public required long Fen { get; init; }

    /// <summary>What caused it, for example <c>release</c> or <c>redeem</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The id or code of the batch, voucher or application it belongs to.</summary>
    public required string Subject { get; init; }
}

public static partial class Operations
{
    /// <summary>Opens a budget line.</summary>
    public static readonly Operation<CreateBudgetLineRequest, BudgetLine> CreateBudgetLine =
        new("POST", "/v1/budget-lines", Audience.Authority) { Summary = "Open a budget line of the caller's authority, without money yet." };

    /// <summary>Lists the budget lines of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<BudgetLine>> ListBudgetLines =
        new("GET", "/v1/budget-lines", Audience.Authority) { Summary = "List the budget lines of the caller's region with their balances." };

    /// <summary>Reads one budget line.</summary>
    public static readonly Operation<Nothing, BudgetLine> GetBudgetLine =
        new("GET", "/v1/budget-lines/{id}", Audience.Authority) { Summary = "Read one budget line.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Adds money to a budget line.</summary>
    public static readonly Operation<AppropriateRequest, BudgetLine> AppropriateBudget =
        new("POST", "/v1/budget-lines/{id}/appropriations", Audience.Authority)
        {
            Summary = "Add money to a budget line of the caller's own authority.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Lists the movements of a budget line.</summary>
    public static readonly Operation<PageQuery, Page<Posting>> ListPostings =
        new("GET", "/v1/budget-lines/{id}/postings", Audience.Authority)
        {
            Summary = "List the movements of a budget line in the order they were posted.",
            Refusals = [ErrorCodes.NotFound],
        };
}
