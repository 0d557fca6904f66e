using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Subsidies;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Online deduction: a platform or an institution finds out which vouchers of an authenticated holder it could redeem, and redeems one without a code shown.</summary>
public sealed class DeductionTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private TestParty _platform = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _platform = await _s.AddPlatformAsync();
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Deduct_ByAPlatform_RedeemsTheVoucherThatEndsFirst()
    {
        var later = await ClaimAsync(Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 60 } });
        var first = await ClaimAsync(Scenario.FaceValue());
        await ClaimAsync(Scenario.FaceValue() with { Content = new() { Projects = ["welder"] } });

        var redeemed = await _s.Connect(_platform).CoursePlatform.DeductAsync(Deduction(1) with { InstitutionId = _s.SchoolId });

        Assert.Equal((first.Code, VoucherState.Redeemed), (redeemed!.Voucher.Code, redeemed.Voucher.State));
        Assert.Equal(first.Code, Assert.Single((await _s.School.ListRedemptionsAsync()).Items).Voucher.Code);
        Assert.Equal(later.Code, (await _s.School.DeductAsync(Deduction(1)))!.Voucher.Code);
        Assert.Null(await _s.School.DeductAsync(Deduction(1)));
        await _s.AssertAgreeAsync();
    }

    [Fact]
    public async Task Deduct_ByAnInstitution_RedeemsTheChosenOneOrNone()
    {
        var (a, b) = (await ClaimAsync(Scenario.FaceValue()), await ClaimAsync(Scenario.FaceValue()));
        var offered = Array.Empty<string>();
        var choosing = Deduction(1) with
        {
            Choose = (usable, _) =>
            {
                offered = [.. usable.Select(v => v.Code)];
                return Task.FromResult(usable.FirstOrDefault(v => v.Code == b.Code));
            },
        };

        Assert.Equal(b.Code, (await _s.School.DeductAsync(choosing))!.Voucher.Code);
        Assert.Equal(new[] { a.Code, b.Code }.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
        Assert.Null(await _s.School.DeductAsync(choosing));
        Assert.Equal([a.Code], offered);
    }

    [Fact]
    public async Task Deduct_WhileTheHolderTakesHisTime_Waits()
    {
        var voucher = await ClaimAsync(Scenario.FaceValue());
        var (sessions, asked) = (new List<IdentitySession>(), new SemaphoreSlim(0));
        var deducting = _s.School.DeductAsync(Deduction(1) with
        {
            Authenticate = (session, _) =>
            {
                sessions.Add(session);
                asked.Release();
                return Task.CompletedTask;
            },
        });

        for (var i = 0; i < 2; i++)
        {
            await asked.WaitAsync(TimeSpan.FromSeconds(30));
            await _s.Public.SandboxAuthenticateAsync(sessions[i].Id, Scenario.Shown(1));
            await Wait.UntilAsync(() =>
            {
                _s.Server.Time.Advance(TimeSpan.FromMilliseconds(100));
                return deducting.IsCompleted || asked.CurrentCount > 0;
            });
        }

        Assert.Equal(voucher.Code, (await deducting)!.Voucher.Code);
    }

    [Fact]
    public async Task Deduct_WhenTheHolderDoesNotCome_IsExpired()
    {
        await ClaimAsync(Scenario.FaceValue());
        var never = Deduction(1) with { Authenticate = (session, _) => Task.CompletedTask.ContinueWith(_ => _s.Server.Time.SetUtcNow(session.ExpiresAt), TaskScheduler.Default) };

        Assert.Equal("session_expired", await Scenario.RefusedAsync(() => _s.School.DeductAsync(never)));
    }

    [Fact]
    public async Task Usable_Shows_WhatTheInstitutionCouldRedeemAndNoMore()
    {
        var definition = Scenario.FaceValue() with { Content = new() { Projects = ["electrician"], Levels = [4, 5] }, Form = TrainingForm.Online };
        var voucher = await ClaimAsync(definition);
        var (otherId, other) = await _s.AddSchoolPartyAsync(type: InstitutionType.College);
        await ClaimAsync(Scenario.FaceValue() with { Institutions = new() { Types = [InstitutionType.College] } });
        await ClaimAsync(Scenario.FaceValue() with { Validity = new() { FirstDay = _s.Today.AddDays(1), LastDay = _s.Today.AddDays(9) } });
        await _s.RedeemAsync(await ClaimAsync(Scenario.FaceValue()), 1);
        var suspended = await ClaimAsync(Scenario.FaceValue());
        await _s.Maker.SuspendVoucherAsync(new() { Code = suspended.Code, Reason = "查" });
        await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 2);

        var seen = Assert.Single(await UsableAsync(_platform, _s.SchoolId));

        Assert.Equal((voucher.Code, VoucherState.Claimed, 50_000, voucher.FirstDay, voucher.LastDay), (seen.Code, seen.State, seen.ValueFen, seen.FirstDay, seen.LastDay));
        Assert.Equal((definition.Name, TrainingForm.Online), (seen.SchemeName, seen.Form));
        Assert.Equal("electrician 4 5", string.Join(' ', [.. seen.Projects, .. seen.Levels]));
        Assert.Equal(2, (await UsableAsync(other, institution: null)).Count);
        Assert.NotEqual(_s.SchoolId, otherId);
        _s.Server.Time.Advance(TimeSpan.FromDays(30));
        _platform.Token = null;
        Assert.Empty(await UsableAsync(_platform, _s.SchoolId));
    }

    [Fact]
    public async Task Usable_Names_TheHolderAsEveryOtherProofDoes()
    {
        var enrolling = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.Enrol, InstitutionId = _s.SchoolId, Reference = "course" };
        var enrolled = await _platform.DoAsync(Operations.UseIdentityAssertion, new UseIdentityAssertionRequest
        {
            Assertion = await Scenario.AssertAsync(_platform, 1, enrolling), Purpose = IdentityPurpose.Enrol, InstitutionId = _s.SchoolId, Reference = "course",
        });

        Assert.Equal(enrolled.HolderReference, (await LookAsync(_platform, _s.SchoolId, person: 1)).HolderReference);
        Assert.NotEqual(enrolled.HolderReference, (await LookAsync(_platform, _s.SchoolId, person: 2)).HolderReference);
        Assert.NotEqual(enrolled.HolderReference, (await LookAsync(_s.SchoolParty, institution: null, person: 1)).HolderReference);
    }

    [Fact]
    public async Task Usable_Look_IsJournalledWithWhoActedForWhom()
    {
        await ClaimAsync(Scenario.FaceValue());
        await UsableAsync(_platform, _s.SchoolId);

        var look = Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "institution.vouchers_listed");

        Assert.Equal((PublicId.Read("cli", _platform.ClientId), PublicId.Read("ins", _s.SchoolId), 1), (look.Client, look.Values["acted_for"], look.Values["rows"]));
        Assert.True(look.Values["person"] > 0);
    }

    [Fact]
    public async Task Usable_WithAnAssertionForSomethingElse_IsInvalid()
    {
        var voucher = await ClaimAsync(Scenario.FaceValue());
        var (otherId, other) = await _s.AddSchoolPartyAsync();
        var platformId = (await _s.School.ListCoursePlatformsAsync()).Items.Single().Id;
        await other.DoAsync(Operations.CreateDelegation, new CreateDelegationRequest(platformId));
        var view = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View, InstitutionId = _s.SchoolId };
        var request = new ListUsableVouchersRequest(await Scenario.AssertAsync(_platform, 1, view)) { InstitutionId = _s.SchoolId };
        var redeeming = await Scenario.AssertAsync(_platform, 1, view with { Purpose = IdentityPurpose.Redeem, Code = voucher.Code });

        await InvalidAsync(_platform, request with { InstitutionId = otherId });
        await InvalidAsync(_platform, request with { Assertion = redeeming });
        await InvalidAsync(_s.SchoolParty, request);
        await InvalidAsync(_s.SchoolParty, new(await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.View)));
        Assert.Equal("not_delegated", await (await _s.AddPlatformAsync(isLet: false)).RefusedAsync(Operations.ListUsableVouchers, request));
        Assert.Single((await _platform.DoAsync(Operations.ListUsableVouchers, request)).Items);
        await InvalidAsync(_platform, request);

        var late = request with { Assertion = await Scenario.AssertAsync(_platform, 1, view) };
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));
        await InvalidAsync(_platform, late);
    }

    [Fact]
    public async Task Redeem_WithAnAssertionForSomethingElse_IsRefusedAndLeavesIt()
    {
        var (voucher, sibling) = (await ClaimAsync(Scenario.FaceValue()), await ClaimAsync(Scenario.FaceValue()));
        var asked = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.Redeem, Code = voucher.Code, InstitutionId = _s.SchoolId };
        var redeem = Redeeming(voucher, await Scenario.AssertAsync(_platform, 1, asked));
        var viewing = await Scenario.AssertAsync(_platform, 1, asked with { Purpose = IdentityPurpose.View, Code = null });

        Assert.Equal("assertion_invalid", await _platform.RefusedAsync(Operations.RedeemVoucher, redeem with { Scan = sibling.Code }));
        Assert.Equal("assertion_invalid", await _platform.RefusedAsync(Operations.RedeemVoucher, redeem with { Assertion = viewing }));
        Assert.Equal("assertion_invalid", await _s.SchoolParty.RefusedAsync(Operations.RedeemVoucher, redeem));
        var stranger = redeem with { Assertion = await Scenario.AssertAsync(_platform, 2, asked) };
        Assert.Equal("holder_mismatch", await _platform.RefusedAsync(Operations.RedeemVoucher, stranger));
        await _platform.DoAsync(Operations.RedeemVoucher, redeem);
        Assert.Equal("assertion_invalid", await _platform.RefusedAsync(Operations.RedeemVoucher, redeem));
    }

    private static async Task InvalidAsync(TestParty party, ListUsableVouchersRequest request) =>
        Assert.Equal("assertion_invalid", await party.RefusedAsync(Operations.ListUsableVouchers, request));

    private async Task<Voucher> ClaimAsync(SchemeDefinition definition) => await _s.ClaimAsync(await _s.ReleaseAsync(definition, 5), 1);

    private static async Task<IReadOnlyList<UsableVoucher>> UsableAsync(TestParty party, string? institution) => (await LookAsync(party, institution, person: 1)).Items;

    private static async Task<UsableVoucherList> LookAsync(TestParty party, string? institution, int person)
    {
        var assertion = await Scenario.AssertAsync(party, person, new() { Purpose = IdentityPurpose.View, InstitutionId = institution });
        return await party.DoAsync(Operations.ListUsableVouchers, new ListUsableVouchersRequest(assertion) { InstitutionId = institution });
    }

    private RedeemRequest Redeeming(Voucher voucher, string assertion) =>
        _s.Redeeming(voucher, 1) with { Document = null, Assertion = assertion, Online = true, InstitutionId = _s.SchoolId };

    /// <summary>Of a holder who does as asked at once.</summary>
    private Deduction Deduction(int person) => new()
    {
        Project = "electrician",
        Level = 5,
        ClassEndsOn = _s.Today.AddDays(10),
        Authenticate = (session, ct) => _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(person), ct: ct),
    };
}
