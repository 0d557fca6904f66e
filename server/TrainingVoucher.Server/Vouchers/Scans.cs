using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What was scanned, and whether it proves more than that somebody knows a code.</summary>
internal sealed record Scan(VoucherRow Voucher, SchemeRow Scheme, BatchRow Batch, bool IsToken)
{
    public VoucherTerms Terms => VoucherLedger.Terms(Scheme, Batch);

    /// <summary>Why the voucher is no concern of the institution; nothing when it is. By its code alone such a one is unknown to it.</summary>
    public ErrorCode? Elsewhere(InstitutionRow institution) =>
        Scheme.Rules.Refuses(Scheme.Region, institution)
        ?? (Voucher.InstitutionId is { } other && other != institution.Id ? ErrorCodes.WrongInstitution : null);

    /// <summary>Whether the institution may know that there is the voucher: by its token, or when it is its concern, or was.</summary>
    public bool Concerns(InstitutionRow institution) => IsToken || Voucher.InstitutionId == institution.Id || Elsewhere(institution) is null;
}

/// <summary>What a scanned text says by itself.</summary>
/// <param name="Id">The voucher it names.</param>
/// <param name="Key">Where that lies.</param>
/// <param name="Claims">What a token says of it.</param>
/// <param name="Form">What it was read as; a token that is not refused has a good signature.</param>
/// <param name="Refusal">Why it says nothing.</param>
internal sealed record ScannedText(VoucherId Id, VoucherKey Key, VoucherClaims? Claims, ScanForm Form, ErrorCode? Refusal);

/// <summary>Reads the raw text of a scanner or a keyboard: a voucher code or a voucher token.</summary>
internal sealed class Scans(VoucherIssue issue, PublishedKeys keys, RecentBatches recent)
{
    public const int Longest = 1024;

    // A code may begin with TV1 as well; it is never this long.
    private const int LongestCode = 64;

    /// <summary>The voucher that was scanned; a refusal of the text, or <c>unknown_code</c>.</summary>
    public Task<Outcome<Scan>> ReadAsync(Session session, string text, DateTimeOffset now) => FindAsync(session, Read(text, now));

    /// <summary>What the text itself says, its signature checked.</summary>
    public ScannedText Read(string text, DateTimeOffset now)
    {
        var isToken = text.Length > LongestCode && text.StartsWith("TV1", StringComparison.OrdinalIgnoreCase);
        if (isToken)
        {
            var verdict = keys.Verifier.Verify(text, now);
            // The days of a token are those at its claim; a reversal may have restored some. The record decides.
            if (verdict.Refusal is not (TokenRefusal.None or TokenRefusal.Expired or TokenRefusal.NotStarted))
            {
                return new(default, default, null, ScanForm.Token, ErrorCodes.Find(verdict.Refusal.ToCode())!);
            }

            _ = VoucherToken.TryRead(text, out var claims);
            return new(claims!.Id, issue.KeyOf(claims.Id), claims, ScanForm.Token, null);
        }

        return VoucherCode.TryParse(text, out var code, out var refusal)
            ? new(code.Id, issue.KeyOf(code.Id), null, ScanForm.Code, null)
            : new(default, default, null, ScanForm.Code, ErrorCodes.Find(refusal.ToCode())!);
    }

    /// <summary>Asks for the voucher with the next load, and for the batch that it is probably of.</summary>
    public void Want(Session session, ScannedText text)
    {
        if (text.Refusal is null)
        {
            session.Shelf<VoucherShelf>().Want(text.Key);
            recent.Want(session);
        }
    }

    /// <summary>The bucket of the voucher; nothing when the text is no voucher's.</summary>
    public static int? BucketOf(ScannedText text) => text.Refusal is null ? text.Key.Bucket : null;

    public async Task<Outcome<Scan>> FindAsync(Session session, ScannedText text)
    {
        if (text.Refusal is { } unread)
        {
            return unread;
        }

        if (await session.Shelf<VoucherShelf>().FindAsync(text.Key) is not { } voucher)
        {
            return ErrorCodes.UnknownCode;
        }

        var scheme = (await SchemeStore.FindAsync(session, voucher.SchemeId))!;
        var batch = (await BatchStore.FindAsync(session, voucher.BatchId))!;
        recent.Note(batch);
        return text.Claims is null || Agrees(text.Claims, voucher, batch) ? new Scan(voucher, scheme, batch, text.Form == ScanForm.Token) : ErrorCodes.TokenMismatch;
    }

    private static bool Agrees(VoucherClaims claims, VoucherRow voucher, BatchRow batch) =>
        claims.Batch == batch.Number && claims.Region == voucher.Region && claims.Shard == voucher.Shard && claims.Index == voucher.ShardIndex;
}
