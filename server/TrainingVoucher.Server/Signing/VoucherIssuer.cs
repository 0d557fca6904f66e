using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>Turns claims into token text with the installation's voucher key.</summary>
internal sealed class VoucherIssuer(ISigner signer, uint keyId)
{
    /// <summary>Signs the claims under this issuer's key id, whatever key id they carry.</summary>
    public string Issue(VoucherClaims claims)
    {
        var body = VoucherToken.EncodeBody(claims with { KeyId = keyId });
        return VoucherToken.Format(body, signer.Sign(VoucherToken.SignedBytes(body)));
    }
}
