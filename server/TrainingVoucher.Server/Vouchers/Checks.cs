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

    /// <summary>For an institution. By code alone it learns of another's vouchers no more than that it cannot take them.</summary>
    public async Task<Outcome<CheckAnswer>> CheckAsync(CallContext c, CheckVoucherRequest r)
    {
        var scan = await scans.ReadAsync(c.Session, r.Scan, c.Now);
        if (scan.Refusal is { } refusal)
        {
            return No(refusal.Code, null);
        }

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
