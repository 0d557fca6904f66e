using TrainingVoucher.Server.Signing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Signing;

public sealed class VoucherIssuerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-issuer-");
    private readonly ServerKeys _keys;

    public VoucherIssuerTests() => _keys = KeyFiles.LoadOrCreate(_data.FullName, Now);

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Issue_ThenVerifyWithThePublishedKeySet_GivesTheClaimsBack()
    {
        var keySet = Published(Now);
        var verdict = new VoucherVerifier(keySet).Verify(Issuer().Issue(Claims()), Now);
        Assert.Equal(Claims() with { KeyId = _keys.VoucherKeyId }, verdict.Claims);
    }

    [Fact]
    public void Issue_ManyTokens_AlwaysHaveLowS()
    {
        var verifier = new VoucherVerifier(Published(Now));
        var issuer = Issuer();
        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(TokenRefusal.None, verifier.Verify(issuer.Issue(Claims() with { Batch = (uint)i }), Now).Refusal);
        }
    }

    [Fact]
    public async Task Issue_ManyThreadsAtOnce_EveryTokenVerifies()
    {
        var verifier = new VoucherVerifier(Published(Now));
        var issuer = Issuer();
        var workers = Enumerable.Range(0, 8).Select(worker => Task.Run(() => Enumerable.Range(0, 200)
            .Count(i => verifier.Verify(issuer.Issue(Claims() with { Batch = (uint)((worker * 1000) + i) }), Now).IsAccepted)));
        Assert.All(await Task.WhenAll(workers), accepted => Assert.Equal(200, accepted));
    }

    [Fact]
    public void Publish_LaterManifest_TakesThePlaceOfTheEarlierAndNotTheOtherWayRound()
    {
        var publisher = new KeySetPublisher(_keys);
        byte[] earlier = publisher.Publish(Now), later = publisher.Publish(Now.AddMilliseconds(1));
        var held = KeySetManifest.Verify(earlier, _keys.TrustedRoots, null, Now).KeySet!;
        var newer = KeySetManifest.Verify(later, held.Roots, held, Now).KeySet!;
        Assert.Equal(KeySetRefusal.Sequence, KeySetManifest.Verify(earlier, newer.Roots, newer, Now).Refusal);
    }

    [Fact]
    public void Publish_OtherInstallation_IsRefused()
    {
        var other = KeyFiles.LoadOrCreate(Path.Combine(_data.FullName, "other"), Now);
        var refused = KeySetManifest.Verify(new KeySetPublisher(other).Publish(Now), _keys.TrustedRoots, null, Now);
        Assert.Equal(KeySetRefusal.Installation, refused.Refusal);
    }

    [Fact]
    public void Issue_ClaimsOutOfRange_Throws()
    {
        var issuer = Issuer();
        Assert.Throws<ArgumentOutOfRangeException>(() => issuer.Issue(Claims() with { Shard = 1 << 24 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => issuer.Issue(Claims() with { Region = 1_000_000 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => issuer.Issue(Claims() with { FirstDay = new DateOnly(2019, 12, 31) }));
        Assert.Throws<ArgumentException>(() => issuer.Issue(Claims() with { ValueFen = 0 }));
        Assert.Throws<ArgumentException>(() => issuer.Issue(Claims() with { LastDay = new DateOnly(2026, 8, 31) }));
    }

    private VoucherIssuer Issuer() => new(_keys.Voucher, _keys.VoucherKeyId);

    private KeySet Published(DateTimeOffset now) =>
        KeySetManifest.Verify(new KeySetPublisher(_keys).Publish(now), _keys.TrustedRoots, null, now).KeySet!;

    private static VoucherClaims Claims() => new(
        KeyId: 0,
        VoucherId.FromBytes(Convert.FromHexString("0123456789ABCDEFFEC0")),
        Shard: 3,
        Index: 40_000,
        Batch: 12,
        Region: 370_100,
        new TrainingCategory(2),
        FirstDay: new DateOnly(2026, 9, 1),
        LastDay: new DateOnly(2026, 12, 31),
        ValueFen: 50_000,
        ValueMode.FaceValue,
        IsTargeted: true);
}
