namespace TrainingVoucher.Contracts;

/// <summary>A review that was made in the region's own system, with the officers of the authority who made it.</summary>
public sealed record ReportReviewRequest
{
    /// <summary>The officer who decided the lines, <c>off_…</c>.</summary>
    public required string ReviewedBy { get; init; }

    /// <summary>The officer who approved what is accepted, another one; left out while lines are still to be reviewed or nobody has approved.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>0 to 2,000 decisions; none when an earlier report told them all and this one says who approved.</summary>
    public required IReadOnlyList<LineDecision> Lines { get; init; }
}

/// <summary>A payment that was made in the region's own system, of all lines of an application that are approved.</summary>
public sealed record ReportPaymentRequest
{
    /// <summary>The officer who had it paid, <c>off_…</c>.</summary>
    public required string PaidBy { get; init; }

    /// <summary>What was paid, in fen; it must be the sum of the approved lines.</summary>
    public required long Fen { get; init; }

    /// <summary>The payment's number at the bank or treasury, up to 100 characters.</summary>
    public required string Reference { get; init; }

    /// <summary>The day it was paid, not in the future.</summary>
    public required DateOnly PaidOn { get; init; }

    /// <summary>
    /// Whether the money has arrived, so that the lines settle at once. The default value is <see langword="true"/>; otherwise they can still
    /// come back, and an officer settles them.
    /// </summary>
    public bool Settles { get; set; } = true;
}

/// <summary>A payment of some lines that came back, as the region's own system knows it.</summary>
public sealed record ReportPaymentReturnRequest
{
    /// <summary>The officer who recorded it there, <c>off_…</c>.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>The numbers of the lines, 1 to 10,000.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

public static partial class Operations
{
    /// <summary>Reports a review made elsewhere.</summary>
    public static readonly Operation<ReportReviewRequest, SubsidyApplication> ReportReview =
        new("POST", "/v1/applications/{id}/reported-reviews", Audience.RegionalSystem)
        {
            Summary = "Report a review that the authority's officers made in their own system; all of it holds here or nothing.",
            Scope = Scope.Report,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState, ErrorCodes.MakerIsChecker],
        };

    /// <summary>Reports a payment made elsewhere.</summary>
    public static readonly Operation<ReportPaymentRequest, SubsidyApplication> ReportPayment =
        new("POST", "/v1/applications/{id}/reported-payments", Audience.RegionalSystem)
        {
            Summary = "Report that the approved lines were paid from the region's own system; they settle unless it says otherwise.",
            Scope = Scope.Report,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState, ErrorCodes.AmountDiffers],
        };

    /// <summary>Reports that a payment made elsewhere came back.</summary>
    public static readonly Operation<ReportPaymentReturnRequest, SubsidyApplication> ReportPaymentReturn =
        new("POST", "/v1/applications/{id}/reported-payment-returns", Audience.RegionalSystem)
        {
            Summary = "Report that the payment of some lines, not settled yet, came back; they are approved again.",
            Scope = Scope.Report,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };
}
