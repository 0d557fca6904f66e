using System.Buffers.Text;
using System.Security.Cryptography;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Contracts;

public class PublicKeyJwkTests
{
    [Fact]
    public void From_P256_GivesItsPoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = PublicKeyJwk.From(key);
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal(("EC", "P-256"), (jwk.Kty, jwk.Crv));
        Assert.Equal(q.X, Base64Url.DecodeFromChars(jwk.X));
        Assert.Equal(q.Y, Base64Url.DecodeFromChars(jwk.Y));
    }

    [Fact]
    public void From_OtherCurve_Throws()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<ArgumentException>(() => PublicKeyJwk.From(key));
    }
}
