using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Partners;

/// <summary>A point of the curve with the thumbprint of RFC 7638, by which no key is registered twice.</summary>
internal sealed record PublicPoint(byte[] X, byte[] Y)
{
    private const int CoordinateLength = P256PublicKey.ByteLength / 2;

    public byte[] Thumbprint => SHA256.HashData(Encoding.ASCII.GetBytes(
        $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(X)}}","y":"{{Base64Url.EncodeToString(Y)}}"}"""));

    /// <summary>Reads a JSON Web Key; nothing unless it is an EC key whose coordinates name a point on P-256.</summary>
    public static PublicPoint? Import(PublicKeyJwk jwk) =>
        jwk.Kty == "EC" && jwk.Crv == "P-256"
        && Base64UrlText.Read(jwk.X, CoordinateLength) is { } x && Base64UrlText.Read(jwk.Y, CoordinateLength) is { } y
        && P256PublicKey.TryImport([.. x, .. y], out _)
            ? new PublicPoint(x, y)
            : null;
}

/// <summary>The registered public keys of systems and officers.</summary>
internal static class PublicKeys
{
    private const string Insert = """
        INSERT INTO public_key (id, client_id, officer_id, thumbprint, x, y, created_at)
        VALUES (@id, @client, @officer, @Thumbprint, @X, @Y, @now)
        ON CONFLICT (thumbprint) DO NOTHING
        """;

    public static Task<long?> AddToClientAsync(Session session, long client, PublicKeyJwk jwk, DateTimeOffset now) =>
        AddAsync(session, client, officer: null, jwk, now);

    public static Task<long?> AddToOfficerAsync(Session session, long officer, PublicKeyJwk jwk, DateTimeOffset now) =>
        AddAsync(session, client: null, officer, jwk, now);

    /// <summary>The id of the new key; nothing when the key is no key or registered already.</summary>
    private static async Task<long?> AddAsync(Session session, long? client, long? officer, PublicKeyJwk jwk, DateTimeOffset now)
    {
        if (PublicPoint.Import(jwk) is not { } point)
        {
            return null;
        }

        var id = Ids.New();
        var touched = await session.ExecuteAsync(Insert, new { id, client, officer, point.Thumbprint, point.X, point.Y, now });
        return touched == 1 ? id : null;
    }
}
