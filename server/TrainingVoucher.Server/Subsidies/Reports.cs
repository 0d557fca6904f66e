using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>
/// What the officers of an authority did in their own system and that system reports: the same acts under the same guards, each in the name
/// of the officer who did it.
/// </summary>
internal static class Reports
{
    private const int LongestId = 64;

    public static Fields Validate(ReportReviewRequest r)
    {
        var fields = new Fields().Text(r.ReviewedBy, "reviewedBy", LongestId).Text(r.ApprovedBy, "approvedBy", LongestId, optional: true);
        return r.Lines.Count == 0
            ? fields.Must(r.ApprovedBy is not null, "lines", "required", "Must decide lines, unless it says who approved.")
            : fields.And(Reviews.Validate(new(r.Lines)));
    }

    public static Fields Validate(ReportPaymentRequest r) => new Fields()
        .Text(r.PaidBy, "paidBy", LongestId)
        .Must(r.Fen >= 0, "fen", "out_of_range", "Must not be negative.")
        .And(Payments.Validate(Payment(r)));

    public static Fields Validate(ReportPaymentReturnRequest r) => new Fields()
        .Text(r.RecordedBy, "recordedBy", LongestId)
        .And(NamedLines.Validate(Return(r)));

    public static async Task<Outcome<SubsidyApplication>> ReviewAsync(ChangeContext c, ReportReviewRequest r)
    {
        if (await Applications.OwnAsync(c) is null)
        {
            return ErrorCodes.NotFound;
        }

        var (errors, reviewer, approver) = (new Fields(), await OfficerAsync(c, r.ReviewedBy), await OfficerAsync(c, r.ApprovedBy));
        Serves(errors, reviewer, "reviewedBy");
        Serves(errors, r.ApprovedBy is null ? 0 : approver, "approvedBy");
        if (errors.Refusal is { } unknown)
        {
            return unknown;
        }

        if (r.Lines.Count > 0)
        {
            var reviewed = await Reviews.ReviewAsync(c.InTheNameOf(reviewer!.Value), new(r.Lines));
            if (reviewed.Refusal is not null || approver is null)
            {
                return reviewed;
            }
        }

        return await Reviews.ApproveAsync(c.InTheNameOf(approver!.Value), new());
    }

    /// <summary>Of the lines that are approved: somebody else's objection meanwhile, and the sum differs.</summary>
    public static async Task<Outcome<SubsidyApplication>> PayAsync(ChangeContext c, ReportPaymentRequest r)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var officer = await OfficerAsync(c, r.PaidBy);
        if (Serves(new Fields(), officer, "paidBy").Refusal is { } unknown)
        {
            return unknown;
        }

        var approved = application.Lines.Where(l => l.State == LineState.Approved).ToList();
        if (approved.Count > 0 && approved.Sum(l => l.Fen) != r.Fen)
        {
            return ErrorCodes.AmountDiffers;
        }

        var acting = c.InTheNameOf(officer!.Value);
        var paid = await Payments.DisburseAsync(acting, Payment(r));
        return paid.Refusal is null && r.Settles ? await Payments.SettleAsync(acting, new()) : paid;
    }

    public static async Task<Outcome<SubsidyApplication>> ReturnAsync(ChangeContext c, ReportPaymentReturnRequest r)
    {
        if (await Applications.OwnAsync(c) is null)
        {
            return ErrorCodes.NotFound;
        }

        var officer = await OfficerAsync(c, r.RecordedBy);
        return Serves(new Fields(), officer, "recordedBy").Refusal is { } unknown ? unknown : await Payments.ReturnAsync(c.InTheNameOf(officer!.Value), Return(r));
    }

    private static async Task<long?> OfficerAsync(ChangeContext c, string? named) =>
        named is null ? null : await Officers.FindServingAsync(c.Session, c.Caller.OwnerId, named);

    private static Fields Serves(Fields fields, long? officer, string field) =>
        fields.Must(officer is not null, field, "not_found", "Is no officer of this authority, or no longer.");

    private static DisburseRequest Payment(ReportPaymentRequest r) => new() { Reference = r.Reference, PaidOn = r.PaidOn };

    private static LinesRequest Return(ReportPaymentReturnRequest r) => new() { Lines = r.Lines, Reason = r.Reason };
}
