using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Log;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Log;

public sealed class LogCheckpointTests : IDisposable
{
    private static readonly Guid Installation = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset At = new(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Verify_AsSigned_IsAccepted()
    {
        var made = Sample();

        Assert.Equal(CheckpointRefusal.None, Verify(Sign(made), out var read));
        Assert.Equal(made with { Root = read!.Root }, read);
        Assert.Equal(made.Root, read.Root);
    }

    [Fact]
    public void EncodeBody_IsLaidOutAsTheFormatSays() => Assert.Equal(
        "51" + "00112233445566778899aabbccddeeff" + "00000002" + "000000000000015e" + "0000000000000157" + "0000019900000f7b"
            + Convert.ToHexStringLower(Sample().Root),
        Convert.ToHexStringLower((Sample() with { At = DateTimeOffset.FromUnixTimeMilliseconds(0x0000019900000f7b) }).EncodeBody()));

    [Fact]
    public void Verify_AnyBitChanged_IsRefused()
    {
        var bytes = Sign(Sample());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(CheckpointRefusal.None, Verify(bytes, out var none));
            Assert.Null(none);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Verify_InNumberedSteps_RefusesByTheFirst()
    {
        var bytes = Sign(Sample());
        Assert.Equal(CheckpointRefusal.Length, Verify(bytes.AsSpan(1), out _));
        Assert.Equal(CheckpointRefusal.Length, Verify([.. bytes, 0], out _));
        Assert.Equal(CheckpointRefusal.Type, Verify([0x11, .. bytes.AsSpan(1)], out _));
        Assert.Equal(CheckpointRefusal.Values, Verify(Sign(Sample() with { Size = 343 }), out _));
        Assert.Equal(CheckpointRefusal.Values, Verify(Sign(Sample() with { Previous = -1 }), out _));
        Assert.Equal(CheckpointRefusal.Values, Verify(Sign(Sample() with { At = DateTimeOffset.UnixEpoch.AddDays(-1) }), out _));
        Assert.Equal(CheckpointRefusal.Installation, Verify(Sign(Sample() with { Installation = Guid.Empty }), out _));
        Assert.Equal(CheckpointRefusal.UnknownKey, Verify(Sign(Sample() with { KeyId = 7 }), out _));
        Assert.Equal(CheckpointRefusal.KeyRole, Verify(bytes, out _, role: KeyRole.Voucher));
        Assert.Equal(CheckpointRefusal.KeyTime, Verify(Sign(Sample() with { At = At.AddDays(-2) }), out _));
        Assert.Equal(CheckpointRefusal.KeyTime, Verify(Sign(Sample() with { At = At.AddYears(6) }), out _));
        Assert.Equal(CheckpointRefusal.KeyCompromised, Verify(bytes, out _, isCompromised: true));
        Assert.Equal(CheckpointRefusal.Signature, Verify([.. bytes.AsSpan(0, 77), .. new byte[64]], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("****")]
    public void Documents_ThatAreNone_ShowNothing(string text)
    {
        var checkpoint = Sample();

        Assert.Equal(CheckpointRefusal.Length, new CheckpointDocument { Size = 350, Checkpoint = text }.Verify(Keys(KeyRole.Checkpoint, false), out _));
        Assert.False(new InclusionProof { Position = 0, Size = 350, Leaf = text, Hashes = [text] }.Shows(checkpoint, 1, [1]));
        Assert.False(new ConsistencyProof { From = 350, Size = 350, Hashes = [text] }.Shows(checkpoint, checkpoint));
        Assert.True(new ConsistencyProof { From = 350, Size = 350, Hashes = [] }.Shows(checkpoint, checkpoint));
        Assert.False(new ConsistencyProof { From = 349, Size = 350, Hashes = [] }.Shows(checkpoint, checkpoint));
        Assert.True(new InclusionProof { Position = 0, Size = 1, Leaf = text, Hashes = [] }.Shows(checkpoint with { Size = 1, Root = LogHash.Entry(1, [1]) }, 1, [1]));
        Assert.False(new InclusionProof { Position = 0, Size = 1, Leaf = text, Hashes = [] }.Shows(checkpoint with { Root = LogHash.Entry(1, [1]) }, 1, [1]));
    }

    private static LogCheckpoint Sample() => new(Installation, KeyId: 2, Size: 350, Previous: 343, At, LogHash.Empty());

    private byte[] Sign(LogCheckpoint checkpoint)
    {
        var body = checkpoint.EncodeBody();
        var signature = _key.SignData(LogCheckpoint.SignedBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        P256Signature.ToLowS(signature);
        return [.. body, .. signature];
    }

    private CheckpointRefusal Verify(ReadOnlySpan<byte> bytes, out LogCheckpoint? checkpoint, KeyRole role = KeyRole.Checkpoint, bool isCompromised = false) =>
        LogCheckpoint.Verify(bytes, Keys(role, isCompromised), out checkpoint);

    private KeySet Keys(KeyRole role, bool isCompromised)
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var key = P256PublicKey.Import([.. point.X!, .. point.Y!]);
        var entry = new KeyEntry(2, key, role, RegionScope.Everywhere, At.AddDays(-1), At.AddYears(2), At.AddYears(5), isCompromised);
        return new KeySet(new TrustedRoots(Installation, 1, [key]), 1, At.AddDays(30), [], [entry]);
    }
}
