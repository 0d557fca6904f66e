using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>The secrets of endpoints, sealed under a key made of the vault key and bound to the endpoint.</summary>
internal sealed class EndpointSecrets(ServerKeys keys)
{
    private readonly byte[] key = HMACSHA256.HashData(keys.Vault.Key, "TV1-webhook-secret\0"u8);

    public byte[] Seal(long endpoint, string secret) => SealedBytes.Seal(key, Encoding.ASCII.GetBytes(secret), Place(endpoint));

    /// <summary>Signs with the secret of the endpoint, and with the former one while that counts.</summary>
    public WebhookSigner SignerOf(EndpointRow row, DateTimeOffset now) => row.FormerSecret is { } former && row.FormerSecretUntil > now
        ? new WebhookSigner(Open(row.Id, row.Secret), Open(row.Id, former))
        : new WebhookSigner(Open(row.Id, row.Secret));

    private WebhookSecret Open(long endpoint, byte[] row) => WebhookSecret.Parse(Encoding.ASCII.GetString(SealedBytes.Open(key, row, Place(endpoint))));

    private static byte[] Place(long endpoint)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, endpoint);
        return bytes;
    }
}
