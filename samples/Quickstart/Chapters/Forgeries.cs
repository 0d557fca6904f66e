using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace Quickstart.Chapters;

/// <summary>What somebody with a printer and a text editor can make of a genuine voucher.</summary>
internal static class Forgeries
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The same statements, signed by a key of the forger's own.</summary>
    public static string SignedByMyself(string token)
    {
        _ = VoucherToken.TryRead(token, out var claims);
        var body = VoucherToken.EncodeBody(claims!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData(VoucherToken.SignedBytes(body), HashAlgorithmName.SHA256);
        P256Signature.ToLowS(signature);
        return VoucherToken.Format(body, signature);
    }

    /// <summary>One character changed, so that it states more than twice the amount and all else is as it was.</summary>
    public static string WithHigherAmount(string token)
    {
        _ = VoucherToken.TryRead(token, out var original);
        return Enumerable.Range(0, token.Length).Reverse()
            .SelectMany(at => Digits.Select(digit => token.Remove(at, 1).Insert(at, $"{digit}")))
            .First(text => VoucherToken.TryRead(text, out var claims) == TokenRefusal.None
                && claims!.ValueFen > 2 * original!.ValueFen
                && claims with { ValueFen = original.ValueFen } == original);
    }

    /// <summary>One character mistyped.</summary>
    public static string Mistyped(string code) => code[..^1] + (code[^1] == '7' ? '1' : '7');
}
