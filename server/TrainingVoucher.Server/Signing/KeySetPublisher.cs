using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>Builds and root-signs the key set manifest that clients verify tokens and checkpoints with.</summary>
internal sealed class KeySetPublisher(ServerKeys keys)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromDays(30);
    private static readonly TimeSpan Signing = TimeSpan.FromDays(2 * 365);
    private static readonly TimeSpan Verifying = TimeSpan.FromDays(5 * 365);

    // Clocks of partners differ a little from ours.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>The manifest as of now. A later one has the greater sequence: milliseconds of the Unix clock.</summary>
    public byte[] Publish(DateTimeOffset now)
    {
        var body = new KeySetBody(
            keys.TrustedRoots,
            Sequence: (ulong)now.ToUnixTimeMilliseconds(),
            IssuedAt: now,
            NextUpdate: now + Freshness,
            [Key(keys.VoucherKeyId, keys.Voucher, KeyRole.Voucher), Key(keys.CheckpointKeyId, keys.Checkpoint, KeyRole.Checkpoint)]).Encode();
        return KeySetManifest.Assemble(body, [(keys.Root.PublicKey, keys.Root.Sign(KeySetManifest.SignedBytes(body)))]);
    }

    private KeyEntry Key(uint id, ISigner signer, KeyRole role) => new(
        id,
        signer.PublicKey,
        role,
        RegionScope.Everywhere,
        NotBefore: keys.CreatedAt - Skew,
        SignUntil: keys.CreatedAt + Signing,
        VerifyUntil: keys.CreatedAt + Verifying);
}
