using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests;

/// <summary>A key pair of a partner, and what can be signed with it, right and wrong.</summary>
internal sealed class TestKey(ECDsa key)
{
    public static TestKey New() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static TestKey Read(string pemFile)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(pemFile));
        return new TestKey(key);
    }

    public string Pem => key.ExportPkcs8PrivateKeyPem();

    public PublicKeyJwk Jwk
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new PublicKeyJwk { Kty = "EC", Crv = "P-256", X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) };
        }
    }

    public string Sign(object header, object payload)
    {
        var text = Encode(header) + "." + Encode(payload);
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    /// <summary>A JWT whose HMAC key is the public key: what a confused verifier takes.</summary>
    public string SignByPublicKey(object header, object payload)
    {
        var text = Encode(header) + "." + Encode(payload);
        var secret = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)));
    }

    public static string Unsigned(object header, object payload) => Encode(header) + "." + Encode(payload) + ".";

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
