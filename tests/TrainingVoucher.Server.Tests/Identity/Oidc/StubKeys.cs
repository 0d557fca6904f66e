using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>The keys by which a provider signs: P-256 or RSA, published under an id, exchanged at will.</summary>
internal sealed class StubKeys
{
    private TestKey _key = TestKey.New();
    private RSA? _rsa;

    public string Id { get; private set; } = "key-1";

    public TestKey Current => _key;

    /// <summary>What everybody can read.</summary>
    public string Published => JsonSerializer.Serialize(new { keys = new[] { _rsa is { } rsa ? OfRsa(rsa) : OfPoint() } });

    public void Exchange(string id) => (_key, Id) = (TestKey.New(), id);

    public void UseRsa() => _rsa = RSA.Create(2048);

    public string Sign(object claims)
    {
        if (_rsa is not { } rsa)
        {
            return _key.Sign(new { alg = "ES256", typ = "JWT", kid = Id }, claims);
        }

        var text = Encode(new { alg = "RS256", typ = "JWT", kid = Id }) + "." + Encode(claims);
        return text + "." + Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private object OfPoint() => new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = Id, x = _key.Jwk.X, y = _key.Jwk.Y };

    private object OfRsa(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = Id, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
