using System.Security.Cryptography;
using TrainingVoucher.Tokens;
using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Log;

/// <summary>A signed statement of an installation: its log had so many leaves and this root. Keep those you get: they are what a later log is held against.</summary>
/// <param name="Installation">The installation.</param>
/// <param name="KeyId">The key that signed it, by its number in the key set.</param>
/// <param name="Size">How many leaves the tree has.</param>
/// <param name="Previous">The size of the checkpoint before; 0 for the first.</param>
/// <param name="At">When it was made, to the millisecond.</param>
/// <param name="Root">The root of the tree, 32 bytes.</param>
public sealed record LogCheckpoint(Guid Installation, uint KeyId, long Size, long Previous, DateTimeOffset At, byte[] Root)
{
    /// <summary>The length of a checkpoint with its signature.</summary>
    public const int ByteLength = BodyLength + P256Signature.Length;

    internal const int BodyLength = 77;

    private static readonly long LastMoment = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The bytes before the signature.</summary>
    public byte[] EncodeBody()
    {
        var body = new byte[BodyLength];
        body[0] = SignedObject.CheckpointType;
        Installation.TryWriteBytes(body.AsSpan(1), bigEndian: true, out _);
        WriteUInt32BigEndian(body.AsSpan(17), KeyId);
        WriteInt64BigEndian(body.AsSpan(21), Size);
        WriteInt64BigEndian(body.AsSpan(29), Previous);
        WriteInt64BigEndian(body.AsSpan(37), At.ToUnixTimeMilliseconds());
        Root.CopyTo(body, 45);
        return body;
    }

    /// <summary>The bytes whose SHA-256 hash the checkpoint key signs: the context <c>TV1-checkpoint</c>, a zero byte, the body.</summary>
    /// <param name="body">What <see cref="EncodeBody"/> gave.</param>
    public static byte[] SignedBytes(ReadOnlySpan<byte> body) => SignedObject.Bytes(SignedObject.CheckpointContext, body);

    /// <summary>Checks a checkpoint in the numbered steps of <c>docs/log.md</c>.</summary>
    /// <param name="bytes">The checkpoint and its signature.</param>
    /// <param name="keys">The key set of the installation.</param>
    /// <param name="checkpoint">What it says, when it is accepted.</param>
    public static CheckpointRefusal Verify(ReadOnlySpan<byte> bytes, KeySet keys, out LogCheckpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(keys);
        checkpoint = null;
        var refusal = Read(bytes, out var read);
        if (refusal == CheckpointRefusal.None)
        {
            refusal = read!.Check(bytes, keys);
        }

        checkpoint = refusal == CheckpointRefusal.None ? read : null;
        return refusal;
    }

    /// <summary>Steps 1 to 3: form.</summary>
    private static CheckpointRefusal Read(ReadOnlySpan<byte> bytes, out LogCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (bytes.Length != ByteLength)
        {
            return CheckpointRefusal.Length;
        }

        if (bytes[0] != SignedObject.CheckpointType)
        {
            return CheckpointRefusal.Type;
        }

        var (size, previous, at) = (ReadInt64BigEndian(bytes[21..]), ReadInt64BigEndian(bytes[29..]), ReadInt64BigEndian(bytes[37..]));
        if (previous < 0 || size <= previous || at < 0 || at > LastMoment)
        {
            return CheckpointRefusal.Values;
        }

        checkpoint = new LogCheckpoint(
            new Guid(bytes[1..17], bigEndian: true), ReadUInt32BigEndian(bytes[17..]), size, previous, DateTimeOffset.FromUnixTimeMilliseconds(at), bytes[45..BodyLength].ToArray());
        return CheckpointRefusal.None;
    }

    /// <summary>Steps 4 to 9: whose it is, then the signature.</summary>
    private CheckpointRefusal Check(ReadOnlySpan<byte> bytes, KeySet keys)
    {
        if (Installation != keys.Roots.Installation)
        {
            return CheckpointRefusal.Installation;
        }

        if (!keys.TryFind(KeyId, out var key))
        {
            return CheckpointRefusal.UnknownKey;
        }

        if (key.Role != KeyRole.Checkpoint)
        {
            return CheckpointRefusal.KeyRole;
        }

        if (At < key.NotBefore || At > key.VerifyUntil)
        {
            return CheckpointRefusal.KeyTime;
        }

        if (key.IsCompromised)
        {
            return CheckpointRefusal.KeyCompromised;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SignedObject.Hash(SignedObject.CheckpointContext, bytes[..BodyLength], hash);
        return key.PublicKey.Verify(hash, bytes[BodyLength..]) == SignatureVerdict.Valid ? CheckpointRefusal.None : CheckpointRefusal.Signature;
    }
}
