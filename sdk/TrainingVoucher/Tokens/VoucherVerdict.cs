using System.Diagnostics.CodeAnalysis;

namespace TrainingVoucher.Tokens;

/// <summary>What the verifier says of a token: accepted with its claims, or refused with one code.</summary>
public readonly record struct VoucherVerdict
{
    private VoucherVerdict(VoucherClaims? claims, TokenRefusal refusal)
    {
        Claims = claims;
        Refusal = refusal;
    }

    /// <summary>What the token states; only there when it was accepted.</summary>
    public VoucherClaims? Claims { get; }

    /// <summary>Why it was refused; <see cref="TokenRefusal.None"/> when it was accepted.</summary>
    public TokenRefusal Refusal { get; }

    /// <summary>Whether the token is genuine and within its days. It may still have been used or revoked since.</summary>
    [MemberNotNullWhen(true, nameof(Claims))]
    public bool IsAccepted => Claims is not null;

    internal static VoucherVerdict Accepted(VoucherClaims claims) => new(claims, TokenRefusal.None);

    internal static VoucherVerdict Refused(TokenRefusal refusal) => new(null, refusal);
}
