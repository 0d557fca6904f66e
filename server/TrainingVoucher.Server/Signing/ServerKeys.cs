using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>A secret with the version number that rows made under it carry.</summary>
internal sealed record VersionedKey(int Version, byte[] Key);

/// <summary>Every key of one installation.</summary>
/// <param name="Installation">The id space all tokens and key sets of this installation belong to.</param>
/// <param name="CreatedAt">When the keys were made.</param>
/// <param name="Root">Signs key sets; one of one in development.</param>
/// <param name="VoucherKeyId">The id of the voucher key in key sets and tokens.</param>
/// <param name="Voucher">Signs voucher tokens.</param>
/// <param name="CheckpointKeyId">The id of the checkpoint key in key sets and checkpoints.</param>
/// <param name="Checkpoint">Signs checkpoints of the sealed log.</param>
/// <param name="CodeMaskKey">32 bytes, permanent: without it no code leads to its bucket.</param>
/// <param name="ShardKey">32 bytes, permanent: another one would give out an index twice.</param>
/// <param name="OAuth">Signs access tokens.</param>
/// <param name="PersonHmac">Keys the lookup of document numbers.</param>
/// <param name="Vault">AES-256 key of the person vault.</param>
internal sealed record ServerKeys(
    Guid Installation,
    DateTimeOffset CreatedAt,
    ISigner Root,
    uint VoucherKeyId,
    ISigner Voucher,
    uint CheckpointKeyId,
    ISigner Checkpoint,
    byte[] CodeMaskKey,
    byte[] ShardKey,
    ECParameters OAuth,
    VersionedKey PersonHmac,
    VersionedKey Vault)
{
    /// <summary>What a client of this installation pins.</summary>
    public TrustedRoots TrustedRoots { get; } = new(Installation, 1, [Root.PublicKey]);

    /// <summary>Sixteen hex digits that tell a wrong mask key apart and give nothing of it away.</summary>
    public string MaskKeyFingerprint => Fingerprint("TV1-mask-fingerprint\0"u8, CodeMaskKey);

    /// <summary>The same for the shard key.</summary>
    public string ShardKeyFingerprint => Fingerprint("TV1-shard-fingerprint\0"u8, ShardKey);

    /// <summary>Keys the hashes of requests that were answered; as permanent as the key it is made of.</summary>
    public byte[] RequestKey { get; } = HMACSHA256.HashData(CodeMaskKey, "TV1-request\0"u8);

    /// <summary>Keys the secrets of identity assertions.</summary>
    public byte[] AssertionKey { get; } = HMACSHA256.HashData(CodeMaskKey, "TV1-assertion\0"u8);

    /// <summary>Keys the references by which partners know a holder; permanent too.</summary>
    public byte[] HolderKey { get; } = HMACSHA256.HashData(CodeMaskKey, "TV1-holder\0"u8);

    private static string Fingerprint(ReadOnlySpan<byte> label, byte[] key) =>
        Convert.ToHexStringLower(SHA256.HashData([.. label, .. key]).AsSpan(0, 8));
}
