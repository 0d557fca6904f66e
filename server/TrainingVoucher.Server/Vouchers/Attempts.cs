using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>An attempt to check, redeem or reverse.</summary>
/// <param name="Kind">What was attempted.</param>
/// <param name="InstitutionId">The institution as the request names it.</param>
/// <param name="Text">What was scanned.</param>
/// <param name="Device">On what, as the request names it.</param>
internal sealed record Attempt(VerificationKind Kind, string? InstitutionId, ScannedText Text, string? Device);

/// <summary>Puts attempts on the record of their institution once they are decided, in the same transaction.</summary>
internal static class Attempts
{
    /// <summary>Records how an attempt ended; one of a caller who may not act for the institution it names is no attempt there.</summary>
    public static async Task RecordAsync(ChangeContext c, Attempt attempt, Scans scans, Refusal? refusal)
    {
        var acting = await ActingInstitution.FindAsync(c, attempt.InstitutionId);
        if (acting.Refusal is null)
        {
            Record(c, attempt, acting.Value, await scans.FindAsync(c.Session, attempt.Text), refusal?.Code.Code);
        }
    }

    /// <summary>
    /// Never what was scanned, which can be anything, and of a voucher that is no concern of the institution no more than that there was an
    /// attempt: the record must not tell what the answer does not.
    /// </summary>
    /// <param name="c">Who asked, and when.</param>
    /// <param name="attempt">What was attempted.</param>
    /// <param name="institution">Where.</param>
    /// <param name="scan">The voucher that was found.</param>
    /// <param name="code">Why it was refused; nothing when it was not.</param>
    public static void Record(ChangeContext c, Attempt attempt, InstitutionRow institution, Outcome<Scan> scan, string? code) =>
        c.Session.Shelf<VerificationShelf>().Add(new()
        {
            InstitutionId = institution.Id,
            At = c.Now,
            Id = Ids.New(),
            ClientId = c.Caller.ClientId,
            PlatformId = c.Caller.Role == Audience.CoursePlatform ? c.Caller.OwnerId : null,
            Kind = attempt.Kind,
            Form = attempt.Text.Form,
            Outcome = code ?? Verification.Accepted,
            VoucherId = scan.Refusal is null && (code is null || scan.Value.Concerns(institution)) ? scan.Value.Voucher.Id : null,
            Device = attempt.Device,
        });
}
