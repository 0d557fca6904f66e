using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Whether a scanned voucher could be redeemed; a refusal is an answer.</summary>
internal sealed class Checks(Scans scans)
{
    public static Fields Validate(CheckVoucherRequest r) => new Fields().Must(r.Scan.Length <= Scans.Longest, "scan", "too_long", $"Must have at most {Scans.Longest} characters.");

    public static Fields Validate(CheckVouchersRequest r)
    {
        var fields = new Fields().Count(r.Scans, "scans", 1, Redemptions.MostAtOnce);
        for (var i = 0; i < r.Scans.Count && i < Redemptions.MostAtOnce; i++)
        {
            fields.Must(r.Scans[i].Length <= Scans.Longest, $"scans[{i}]", "too_long", $"Must have at most {Scans.Longest} characters.");
        }

        return fields;
    }

    public Grouping<ScannedText> One => new(Want, Scans.BucketOf);

    public Grouping<IReadOnlyList<ScannedText>> Many => new(
        (w, texts) =>
        {
            foreach (var text in texts)
            {
                Want(w, text);
            }
        },
        _ => null);

    public ScannedText Prepare(CheckVoucherRequest r, DateTimeOffset now) => scans.Read(r.Scan, now);

    public IReadOnlyList<ScannedText> Prepare(CheckVouchersRequest r, DateTimeOffset now) => [.. r.Scans.Select(scan => scans.Read(scan, now))];

    public async Task<Outcome<CheckVouchersAnswer>> CheckManyAsync(ChangeContext c, IReadOnlyList<ScannedText> texts)
    {
        var answers = new List<CheckAnswer>(texts.Count);
        foreach (var text in texts)
        {
            answers.Add((await CheckAsync(c, text)).Value);
        }

        return new CheckVouchersAnswer(answers);
    }

    /// <summary>For an institution, on record. By code alone it learns of another's vouchers no more than that it cannot take them.</summary>
    public async Task<Outcome<CheckAnswer>> CheckAsync(ChangeContext c, ScannedText text)
    {
        var scan = await scans.FindAsync(c.Session, text);
        if (scan.Refusal is { } refusal)
        {
            return No(refusal.Code, null);
        }

        var answer = await AnswerAsync(c, scan);
        var voucher = scan.Value.Voucher;
        c.Session.Shelf<CheckShelf>().Add(new(voucher.Bucket, voucher.Id, c.Now, c.Caller.ClientId, c.Caller.OwnerId, answer.Code ?? "usable"));
        return answer;
    }

    private static async Task<CheckAnswer> AnswerAsync(ChangeContext c, Outcome<Scan> scan)
    {
        var institution = (await Institutions.FindAsync(c.Session, c.Caller.OwnerId))!;
        var (voucher, scheme) = (scan.Value.Voucher, scan.Value.Scheme);
        var elsewhere = scheme.Rules.Refuses(scheme.Region, institution)
            ?? (voucher.InstitutionId is { } other && other != institution.Id ? ErrorCodes.WrongInstitution : null);
        if (elsewhere is not null)
        {
            return No(scan.Value.IsToken ? elsewhere : ErrorCodes.UnknownCode, null);
        }

        var shown = voucher.Show(scheme, scan.Value.Batch, c.Now) with { Token = null };
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

    private void Want(Wanting w, ScannedText text)
    {
        scans.Want(w.Session, text);
        w.Session.Shelf<InstitutionShelf>().Want(w.Caller.OwnerId);
    }

    private static CheckAnswer No(ErrorCode code, Voucher? voucher) => new()
    {
        Usable = false,
        Code = code.Code,
        Message = new LocalText(code.Chinese, code.English),
        Next = new LocalText(code.NextChinese, code.NextEnglish),
        Voucher = voucher,
    };
}

/// <summary>What the public page says of a voucher.</summary>
/// <param name="IsTrue">Whether there is such a voucher.</param>
/// <param name="IsUsable">Whether it could be redeemed now.</param>
/// <param name="Fault">What is wrong with the text itself, or that there is no such voucher.</param>
internal sealed record PublicVerdict(bool IsTrue, bool IsUsable, ErrorCode? Fault);
