using TrainingVoucher.Contracts;
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
}

/// <summary>Reads the raw text of a scanner or a keyboard: a voucher code or a voucher token.</summary>
internal sealed class Scans(VoucherIssue issue, PublishedKeys keys)
{
    public const int Longest = 1024;

    // A code may begin with TV1 as well; it is never this long.
    private const int LongestCode = 64;

    /// <summary>The voucher that was scanned; a refusal of the text, or <c>unknown_code</c>.</summary>
    public async Task<Outcome<Scan>> ReadAsync(Session session, string text, DateTimeOffset now)
    {
        var isToken = text.Length > LongestCode && text.StartsWith("TV1", StringComparison.OrdinalIgnoreCase);
        var claims = default(VoucherClaims);
        VoucherId id;
        if (isToken)
        {
            var verdict = keys.Verifier.Verify(text, now);
            // The days of a token are those at its claim; a reversal may have restored some. The record decides.
            if (verdict.Refusal is not (TokenRefusal.None or TokenRefusal.Expired or TokenRefusal.NotStarted))
            {
                return ErrorCodes.Find(verdict.Refusal.ToCode())!;
            }

            _ = VoucherToken.TryRead(text, out claims);
            id = claims!.Id;
        }
        else if (VoucherCode.TryParse(text, out var code, out var refusal))
        {
            id = code.Id;
        }
        else
        {
            return ErrorCodes.Find(refusal.ToCode())!;
        }

        if (await issue.FindAsync(session, id) is not { } voucher)
        {
            return ErrorCodes.UnknownCode;
        }

        var scheme = (await SchemeStore.FindAsync(session, voucher.SchemeId))!;
        var batch = (await BatchStore.FindAsync(session, voucher.BatchId))!;
        return claims is null || Agrees(claims, voucher, batch) ? new Scan(voucher, scheme, batch, isToken) : ErrorCodes.TokenMismatch;
    }

    private static bool Agrees(VoucherClaims claims, VoucherRow voucher, BatchRow batch) =>
        claims.Batch == batch.Number && claims.Region == voucher.Region && claims.Shard == voucher.Shard && claims.Index == voucher.ShardIndex;
}
