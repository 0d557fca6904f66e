using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Subsidies;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>A course platform acts for an institution that lets it, by name, until either side cuts it.</summary>
public sealed class DelegationTests : IAsyncLifetime
{
    private static readonly Reason Over = new("合作结束。");

    private Scenario _s = null!;
    private TestParty _party = null!;
    private CoursePlatformClient _platform = null!;
    private string _platformId = "";

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        (_platformId, _party) = await AddPlatformAsync("330100");
        _platform = _s.Connect(_party).CoursePlatform;
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Platform_LetByAnInstitution_ChecksRedeemsAndReversesForIt()
    {
        var voucher = await ClaimAsync(1);
        var granted = await _s.School.CreateDelegationAsync(new(_platformId));
        Assert.Equal((_platformId, _s.SchoolId, null), (granted.PlatformId, granted.InstitutionId, granted.CutAt));

        Assert.True((await _platform.CheckAsync(new(voucher.Code) { InstitutionId = _s.SchoolId })).Usable);
        var session = await _platform.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Redeem, Code = voucher.Code, InstitutionId = _s.SchoolId });
        var proof = await _s.Public.SandboxAuthenticateAsync(session.Id, new() { Document = MadeUp.Document(1), Name = "测试" });
        var redeemed = await _platform.RedeemAsync(Redeeming(voucher) with { Document = null, Assertion = proof.Assertion, Online = true });

        Assert.Equal(VoucherState.Redeemed, redeemed.Voucher.State);
        Assert.Equal(voucher.Code, Assert.Single((await _s.School.ListRedemptionsAsync()).Items).Voucher.Code);
        Assert.Equal(VoucherState.Claimed, (await _platform.ReverseAsync(Reversing(voucher))).State);
    }

    [Fact]
    public async Task Platform_ActingForAnInstitution_IsKeptWithItInTheJournal()
    {
        var voucher = await ClaimAsync(1);
        await _s.School.CreateDelegationAsync(new(_platformId));
        await _platform.RedeemAsync(Redeeming(voucher));
        await _platform.ReverseAsync(Reversing(voucher));
        var (platform, school, system) = (PublicId.Read("plf", _platformId), PublicId.Read("ins", _s.SchoolId), PublicId.Read("cli", _party.ClientId));

        var journal = await _s.ReadJournalAsync();
        foreach (var name in new[] { "voucher.redeemed", "voucher.reversed" })
        {
            var entry = journal.Single(e => e.Event == name);
            Assert.Equal((system, platform, school), (entry.Client, entry.Values["platform"], entry.Values["acted_for"]));
        }

        await _s.AssertAgreeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delegation_CutByEitherSide_EndsWithTheNextCall(bool byTheInstitution)
    {
        var (first, second) = (await ClaimAsync(1), await ClaimAsync(2));
        var granted = await _s.School.CreateDelegationAsync(new(_platformId));
        await _platform.RedeemAsync(Redeeming(first));

        var cut = await (byTheInstitution ? _s.School.CutDelegationAsync(granted.Id, Over) : _platform.CutDelegationAsync(granted.Id, Over));

        Assert.Equal(_s.Server.Time.GetUtcNow(), cut.CutAt);
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.RedeemAsync(Redeeming(second) with { Document = MadeUp.Document(2) })));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.ReverseAsync(Reversing(first))));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.CheckAsync(new(second.Code) { InstitutionId = _s.SchoolId })));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.CheckManyAsync(new([second.Code]) { InstitutionId = _s.SchoolId })));
        var many = await _platform.RedeemManyAsync(new([Redeeming(second) with { Document = MadeUp.Document(2) }]));
        Assert.Equal("not_delegated", Assert.Single(many.Results).Code);
        Assert.Equal("already_revoked", await Scenario.RefusedAsync(() => _s.School.CutDelegationAsync(granted.Id, Over)));
        Assert.Equal(cut, Assert.Single((await _platform.ListDelegationsAsync()).Items));

        await _s.School.CreateDelegationAsync(new(_platformId));
        await _platform.RedeemAsync(Redeeming(second) with { Document = MadeUp.Document(2) });
    }

    [Fact]
    public async Task Platform_ThatNobodyLets_ActsForNobody()
    {
        var voucher = await ClaimAsync(1);
        var (_, other) = await AddPlatformAsync("330100");
        await _s.School.CreateDelegationAsync(new(_platformId));
        var stranger = _s.Connect(other).CoursePlatform;
        var (unletting, _) = await _s.AddSchoolAsync();

        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => stranger.RedeemAsync(Redeeming(voucher))));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.RedeemAsync(Redeeming(voucher) with { InstitutionId = unletting })));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.RedeemAsync(Redeeming(voucher) with { InstitutionId = "ins_0000000000001" })));
        var unnamed = await other.ProblemAsync(Operations.RedeemVoucher, Redeeming(voucher) with { InstitutionId = null });
        Assert.Equal(("invalid_request", "institutionId"), (unnamed.Code, Assert.Single(unnamed.Errors).Field));
    }

    [Fact]
    public async Task Proof_ThatAPlatformAskedFor_IsGoodAtTheInstitutionItNamed()
    {
        var voucher = await ClaimAsync(1);
        var (otherId, other) = await _s.AddSchoolAsync();
        await _s.School.CreateDelegationAsync(new(_platformId));
        var asked = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.Redeem, Code = voucher.Code, InstitutionId = otherId };
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _platform.CreateIdentitySessionAsync(asked)));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _platform.CreateIdentitySessionAsync(asked with { InstitutionId = null })));

        await other.CreateDelegationAsync(new(_platformId));
        var session = await _platform.CreateIdentitySessionAsync(asked);
        var proof = await _s.Public.SandboxAuthenticateAsync(session.Id, new() { Document = MadeUp.Document(1), Name = "测试" });
        var redeeming = Redeeming(voucher) with { Document = null, Assertion = proof.Assertion };

        Assert.Equal("assertion_invalid", await Scenario.RefusedAsync(() => _platform.RedeemAsync(redeeming)));
        await _platform.RedeemAsync(redeeming with { InstitutionId = otherId });
    }

    [Fact]
    public async Task Institution_NamingItself_IsItselfAndAnotherIsNot()
    {
        var voucher = await ClaimAsync(1);
        var (other, _) = await _s.AddSchoolAsync();

        Assert.True((await _s.School.CheckAsync(new(voucher.Code) { InstitutionId = _s.SchoolId })).Usable);
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _s.School.CheckAsync(new(voucher.Code) { InstitutionId = other })));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => _s.School.RedeemAsync(Redeeming(voucher) with { InstitutionId = other })));
    }

    [Fact]
    public async Task Delegation_ToNoPlatformOfTheRegionOrTwice_IsRefused()
    {
        var (elsewhere, _) = await AddPlatformAsync("330110");
        var granted = await _s.School.CreateDelegationAsync(new(_platformId));

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.School.CreateDelegationAsync(new("plf_0000000000001"))));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.School.CreateDelegationAsync(new(elsewhere))));
        Assert.Equal("already_delegated", await Scenario.RefusedAsync(() => _s.School.CreateDelegationAsync(new(_platformId))));
        var (_, other) = await _s.AddSchoolAsync();
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => other.CutDelegationAsync(granted.Id, Over)));
        Assert.Empty((await other.ListDelegationsAsync()).Items);
        Assert.Equal(granted, Assert.Single((await _s.School.ListDelegationsAsync()).Items));
    }

    private async Task<(string Id, TestParty Party)> AddPlatformAsync(string region)
    {
        var platform = await _s.Maker.CreateCoursePlatformAsync(new() { Region = region, Name = new("某平台", "A platform") });
        return (platform.Id, await _s.Server.AddClientAsync(platform.Id));
    }

    private async Task<Voucher> ClaimAsync(int person) => await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 10), person);

    private RedeemRequest Redeeming(Voucher voucher) => _s.Redeeming(voucher, 1) with { InstitutionId = _s.SchoolId };

    private ReverseRequest Reversing(Voucher voucher) => new() { Code = voucher.Code, Reason = "走错班级", InstitutionId = _s.SchoolId };
}
