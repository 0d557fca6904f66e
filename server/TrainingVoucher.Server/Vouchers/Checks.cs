using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Whether a scanned voucher could be redeemed; a refusal is an answer.</summary>
internal sealed class Checks(Scans scans)
{
    public static Fields Validate(CheckVoucherRequest r) =>
        new Fields().Must(r.Scan.Length <= Scans.Longest, "scan", "too_long", $"Must have at most {Scans.Longest} characters.").Device(r.Device);

    public static Fields Validate(CheckVouchersRequest r)
    {
        var fields = new Fields().Count(r.Scans, "scans", 1, Redemptions.MostAtOnce).Device(r.Device);
        for (var i = 0; i < r.Scans.Count && i < Redemptions.MostAtOnce; i++)
        {
            fields.Must(r.Scans[i].Length <= Scans.Longest, $"scans[{i}]", "too_long", $"Must have at most {Scans.Longest} characters.");
        }

        return fields;
    }

    public Grouping<Checking> One => new(
        (w, input) =>
        {
            scans.Want(w.Session, input.Text);
            ActingInstitution.Want(w, input.InstitutionId);
        },
        input => Scans.BucketOf(input.Text));

    public Grouping<CheckingMany> Many => new(
        (w, input) =>
        {
            foreach (var text in input.Texts)
            {
                scans.Want(w.Session, text);
            }

            ActingInstitution.Want(w, input.InstitutionId);
        },
        _ => null);

    public Checking Prepare(CheckVoucherRequest r, DateTimeOffset now) => new(scans.Read(r.Scan, now), r.InstitutionId, r.Device);

    public CheckingMany Prepare(CheckVouchersRequest r, DateTimeOffset now) => new([.. r.Scans.Select(scan => scans.Read(scan, now))], r.InstitutionId, r.Device);

    public async Task<Outcome<CheckVouchersAnswer>> CheckManyAsync(ChangeContext c, CheckingMany input)
    {
        var acting = await ActingInstitution.FindAsync(c, input.InstitutionId);
        if (acting.Refusal is { } notDelegated)
        {
            return notDelegated;
        }

        var answers = new List<CheckAnswer>(input.Texts.Count);
        foreach (var text in input.Texts)
        {
            answers.Add(await CheckAsync(c, new(text, input.InstitutionId, input.Device), acting.Value));
        }

        return new CheckVouchersAnswer(answers);
    }

    public async Task<Outcome<CheckAnswer>> CheckAsync(ChangeContext c, Checking input)
    {
        var acting = await ActingInstitution.FindAsync(c, input.InstitutionId);
        return acting.Refusal is { } notDelegated ? notDelegated : await CheckAsync(c, input, acting.Value);
    }

    /// <summary>For an institution, on record with the system that asked. By code alone it learns of another's vouchers no more than that it cannot take them.</summary>
    private async Task<CheckAnswer> CheckAsync(ChangeContext c, Checking input, InstitutionRow institution)
    {
        var scan = await scans.FindAsync(c.Session, input.Text);
        var answer = scan.Refusal is { } unread ? No(unread.Code, null) : Answer(c, scan, institution);
        Attempts.Record(c, new(VerificationKind.Check, input.InstitutionId, input.Text, input.Device), institution, scan, answer.Code);
        return answer;
    }

    private static CheckAnswer Answer(ChangeContext c, Outcome<Scan> scan, InstitutionRow institution)
    {
        var (voucher, scheme) = (scan.Value.Voucher, scan.Value.Scheme);
        if (scan.Value.Elsewhere(institution) is { } elsewhere)
        {
            return No(scan.Value.IsToken ? elsewhere : ErrorCodes.UnknownCode, null);
        }

        var shown = voucher.Show(scheme, scan.Value.Batch, c.Now).ForInstitution();
        return VoucherTransitions.RefusesUse(voucher, scan.Value.Terms, c.Now) is { } why
            ? No(why, shown)
            : new CheckAnswer { Usable = true, Voucher = shown };
    }

    /// <summary>For anybody: usable or not, and nothing else.</summary>
    public async Task<PublicVerdict> VerdictAsync(Session session, string text, DateTimeOffset now)
    {
        var scan = await scans.ReadAsync(session, text, now);
        return scan.Refusal is { } refusal
            ? new PublicVerdict(IsTrue: false, IsUsable: false, refusal.Code)
            : new PublicVerdict(IsTrue: true, IsUsable: VoucherTransitions.RefusesUse(scan.Value.Voucher, scan.Value.Terms, now) is null, null);
    }

    private static CheckAnswer No(ErrorCode code, Voucher? voucher) => new()
    {
        Usable = false,
        Code = code.Code,
        Message = code.Sentence,
        Next = code.Next,
        Voucher = voucher,
    };
}

/// <summary>A check asked for, its scanned text read.</summary>
internal sealed record Checking(ScannedText Text, string? InstitutionId, string? Device);

/// <summary>Checks asked for in one call.</summary>
internal sealed record CheckingMany(IReadOnlyList<ScannedText> Texts, string? InstitutionId, string? Device);

/// <summary>What the public page says of a voucher.</summary>
/// <param name="IsTrue">Whether there is such a voucher.</param>
/// <param name="IsUsable">Whether it could be redeemed now.</param>
/// <param name="Fault">What is wrong with the text itself, or that there is no such voucher.</param>
internal sealed record PublicVerdict(bool IsTrue, bool IsUsable, ErrorCode? Fault);
