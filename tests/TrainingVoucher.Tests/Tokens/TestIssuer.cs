using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

/// <summary>Issues tokens under a key of its own, with a key set that knows that key.</summary>
internal sealed class TestIssuer : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 10, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestIssuer()
    {
        var key = PublicKey(_key);
        var roots = new TrustedRoots(new Guid(new byte[16]), 1, [key]);
        var entry = new KeyEntry(1, key, KeyRole.Voucher, RegionScope.Everywhere, Now.AddYears(-1), Now.AddYears(1), Now.AddYears(2));
        var body = new KeySetBody(roots, 1, Now, Now.AddDays(30), [entry, entry with { Id = 2, Role = KeyRole.Status }]).Encode();
        var manifest = KeySetManifest.Assemble(body, [(key, Sign(KeySetManifest.SignedBytes(body)))]);
        KeySet = KeySetManifest.Verify(manifest, roots, null, Now).KeySet!;
        Verifier = new VoucherVerifier(KeySet);
    }

    public KeySet KeySet { get; }

    public VoucherVerifier Verifier { get; }

    public void Dispose() => _key.Dispose();

    public string Issue(VoucherClaims claims)
    {
        var body = VoucherToken.EncodeBody(claims);
        return VoucherToken.Format(body, Sign(VoucherToken.SignedBytes(body)));
    }

    public static VoucherClaims NextClaims(TestRandom random)
    {
        var mode = (ValueMode)random.Below(4);
        var today = DateOnly.FromDateTime(Now.DateTime);
        return new VoucherClaims(
            KeyId: 1,
            TestRandom.NextId(random),
            Shard: (uint)random.Below(1 << 24),
            Index: (ushort)random.Below(1 << 16),
            Batch: (uint)random.Next(),
            Region: random.Below(1_000_000),
            new TrainingCategory((ushort)random.Below(1 << 16)),
            FirstDay: today.AddDays(-random.Below(2000)),
            LastDay: today.AddDays(random.Below(2000)),
            ValueFen: mode == ValueMode.FaceValue ? 1 + (uint)random.Below(1_000_000) : 0,
            mode,
            IsTargeted: random.Below(2) == 1);
    }

    private byte[] Sign(byte[] bytes)
    {
        var signature = _key.SignData(bytes, HashAlgorithmName.SHA256);
        P256Signature.ToLowS(signature);
        return signature;
    }

    private static P256PublicKey PublicKey(ECDsa key)
    {
        var q = key.ExportParameters(false).Q;
        return P256PublicKey.Import([.. q.X!, .. q.Y!]);
    }
}
