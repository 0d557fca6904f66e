using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Where a subsidy application stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ApplicationState>))]
public enum ApplicationState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Submitted; its lines are being reviewed.</summary>
    Submitted = 1,

    /// <summary>Every line is reviewed; a second officer has to approve.</summary>
    Reviewed = 2,

    /// <summary>Approved for payment.</summary>
    Approved = 3,

    /// <summary>Paid.</summary>
    Disbursed = 4,

    /// <summary>Settled: the codes are void.</summary>
    Settled = 5,

    /// <summary>Withdrawn by the institution, or every line rejected.</summary>
    Closed = 6,
}

/// <summary>Where one line of an application stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<LineState>))]
public enum LineState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Waiting for review.</summary>
    Submitted = 1,

    /// <summary>Accepted by the reviewer.</summary>
    Accepted = 2,

    /// <summary>Rejected, withdrawn or objected to; the voucher is redeemed again.</summary>
    Rejected = 3,

    /// <summary>Approved for payment.</summary>
    Approved = 4,

    /// <summary>Paid.</summary>
    Disbursed = 5,

    /// <summary>Settled.</summary>
    Settled = 6,

    /// <summary>The voucher was revoked while the line was open.</summary>
    Revoked = 7,
}

/// <summary>A request for money with a roster of voucher codes (补贴申请、花名册).</summary>
public sealed record SubsidyApplication
{
    /// <summary>Its id, <c>app_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The institution that asks.</summary>
    public required string InstitutionId { get; init; }

    /// <summary>The authority that pays.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>What is asked for.</summary>
    public required Benefit Benefit { get; init; }

    /// <summary>Where it stands.</summary>
    public required ApplicationState State { get; init; }

    /// <summary>The sum of all lines that are not rejected or revoked, in fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The officer who reviewed last.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>The officer who approved.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<ApplicationLine> Lines { get; init; }
}

/// <summary>One voucher of an application.</summary>
public sealed record ApplicationLine
{
    /// <summary>Its number in the roster, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>The budget line that pays; <see langword="null"/> when no money is in it.</summary>
    public string? BudgetLineId { get; init; }

    /// <summary>The amount, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>Where it stands.</summary>
    public required LineState State { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }
}

/// <summary>Submits a roster.</summary>
public sealed record SubmitApplicationRequest
{
    /// <summary>What is asked for. The default value is <see cref="Benefit.Training"/>.</summary>
    public Benefit Benefit { get; set; } = Benefit.Training;

    /// <summary>The roster, 1 to 10,000 rows; all vouchers must be of one paying authority.</summary>
    public required IReadOnlyList<RosterRow> Rows { get; init; }
}

/// <summary>One row of a roster.</summary>
public sealed record RosterRow
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }
}

/// <summary>What became of a roster: an application with the good rows, and a report of the others.</summary>
public sealed record SubmittedApplication
{
    /// <summary>The application; <see langword="null"/> when no row was good.</summary>
    public SubsidyApplication? Application { get; init; }

    /// <summary>What became of the rows.</summary>
    public required RowReport Report { get; init; }
}

/// <summary>Which applications to list.</summary>
public sealed record ApplicationQuery : PageQuery
{
    /// <summary>In this state.</summary>
    public ApplicationState? State { get; init; }
}

/// <summary>Decides lines of an application.</summary>
/// <param name="Lines">1 to 2,000 decisions; a longer roster takes several calls.</param>
public sealed record ReviewRequest(IReadOnlyList<LineDecision> Lines);

/// <summary>The decision on one line.</summary>
public sealed record LineDecision
{
    /// <summary>The number of the line.</summary>
    public required int Line { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public required bool Accept { get; init; }

    /// <summary>Why not; required for a rejection, up to 500 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Names lines of an application, for a stated reason.</summary>
public sealed record LinesRequest
{
    /// <summary>The numbers of the lines, 1 to 10,000.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>Records that the approved lines were paid.</summary>
public sealed record DisburseRequest
{
    /// <summary>The payment's number at the bank or treasury, up to 100 characters.</summary>
    public required string Reference { get; init; }

    /// <summary>The day it was paid, not in the future.</summary>
    public required DateOnly PaidOn { get; init; }
}
