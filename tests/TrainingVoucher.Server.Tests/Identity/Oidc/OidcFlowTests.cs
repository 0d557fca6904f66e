using System.Net;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Journal;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>From the bank to the provider and back: who was authenticated there can claim, and nobody else.</summary>
public sealed class OidcFlowTests
{
    [Fact]
    public async Task Holder_ThereAndBack_ClaimsAVoucher()
    {
        await using var scene = await OidcScene.StartAsync();
        var batch = await scene.S.ReleaseAsync(Scenario.FaceValue(), 5);
        var session = await scene.S.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id, ReturnUrl = OidcScene.Back });
        Assert.Equal(("oidc", $"{scene.S.Server.Address}/identity/{session.Id}"), (session.Provider, session.Url));
        Assert.Equal("session_pending", await scene.TakingAsync(session));

        var shown = await scene.Browser.GoAsync(session.Url);

        Assert.Equal($"{OidcScene.Back}&session={session.Id}", shown.At.AbsoluteUri);
        var taken = await scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
        var voucher = await scene.S.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = taken.Assertion });
        Assert.Equal(VoucherState.Claimed, voucher.State);
        Assert.Equal("session_used", await scene.TakingAsync(session));
        Assert.Empty(scene.Provider.Faults);
        await Invariants.AssertAsync(scene.S.Server.Store);
    }

    [Theory]
    [InlineData(false, "sandbox")]
    [InlineData(true, "face")]
    public async Task Method_IsKeptAndJournalled(bool isReal, string method)
    {
        if (isReal)
        {
            await using var scene = await OidcScene.StartAsync();
            await scene.Browser.GoAsync((await scene.OpenAsync()).Url);
            await AssertMethodAsync(scene.S, scene.S.BankParty, method);
        }
        else
        {
            await using var s = await Scenario.StartAsync();
            await s.AssertAsync(s.Bank, 1, IdentityPurpose.View);
            await AssertMethodAsync(s, s.BankParty, method);
        }
    }

    [Fact]
    public async Task Authorization_AsksForAFreshAuthenticationOfThisVisitAlone()
    {
        await using var scene = await OidcScene.StartAsync(configure: o => (o.Scopes, o.AcrValues) = ("openid profile", "urn:example:face"));
        var session = await scene.OpenAsync();
        await scene.Browser.GoToAsync(session.Url, "/identity/callback");
        await scene.Browser.GoToAsync(session.Url, "/identity/callback");
        var (first, second) = (scene.Provider.Asked[0], scene.Provider.Asked[1]);

        Assert.Equal(("openid profile", "urn:example:face", "login", "0", "zh-CN"), (first["scope"], first["acr_values"], first["prompt"], first["max_age"], first["ui_locales"]));
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.NotEqual(first[name], second[name]));
        Assert.DoesNotContain("claims", first.Keys);
        Assert.Distinct([first["state"], first["nonce"], first["code_challenge"]]);
        Assert.Empty(scene.Provider.Faults);
    }

    [Fact]
    public async Task Client_ProvesItselfByKey()
    {
        await using var scene = await OidcScene.StartAsync(key: TestKey.New());
        var session = await scene.OpenAsync();

        await scene.Browser.GoAsync(session.Url);
        await scene.Browser.GoAsync((await scene.OpenAsync()).Url);

        Assert.NotEmpty((await scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion);
        Assert.Empty(scene.Provider.Faults);
    }

    [Fact]
    public async Task Provider_ThatSignsByRsa_IsUnderstood()
    {
        await using var scene = await OidcScene.StartAsync();
        scene.Provider.Keys.UseRsa();
        var session = await scene.OpenAsync();

        await scene.Browser.GoAsync(session.Url);

        Assert.NotEmpty((await scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion);
    }

    [Fact]
    public async Task Key_ThatIsNew_IsReadAtOnceAndThenNotForAWhile()
    {
        await using var scene = await OidcScene.StartAsync();
        await scene.Browser.GoAsync((await scene.OpenAsync()).Url);
        scene.S.Server.Time.Advance(TimeSpan.FromSeconds(30));
        scene.Provider.Keys.Exchange("key-2");
        var session = await scene.OpenAsync();

        await scene.Browser.GoAsync(session.Url);

        Assert.NotEmpty((await scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion);
        Assert.Equal(2, scene.Provider.Discovered);
        scene.Provider.Sign = claims => TestKey.New().Sign(new { alg = "ES256", kid = "key-3" }, claims);
        await scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);
        await scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);
        Assert.Equal(2, scene.Provider.Discovered);
    }

    [Fact]
    public async Task Holder_WithoutAReturnAddress_IsToldInBothLanguages()
    {
        await using var scene = await OidcScene.StartAsync();
        var session = await scene.OpenAsync(back: null);

        var shown = await scene.Browser.GoAsync(session.Url);

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("身份认证已完成", shown.Text, StringComparison.Ordinal);
        Assert.Contains("You are authenticated", shown.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", shown.Headers["Cache-Control"], StringComparison.Ordinal);
        await scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Fact]
    public async Task Person_AtTheProviderAndAtTheCounter_IsTheSame()
    {
        await using var scene = await OidcScene.StartAsync(configure: o => (o.TypeClaim, o.Types["1"], o.Types["2"]) = ("doc_type", "residentIdCard", "foreignPermanentResidentCard"));
        scene.Provider.Claims["doc_type"] = "1";
        var batch = await scene.S.ReleaseAsync(Scenario.FaceValue(), 5);
        var session = await scene.S.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        await scene.Browser.GoAsync(session.Url);
        var voucher = await scene.S.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = (await scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion });

        Assert.Equal("holder_mismatch", await Scenario.RefusedAsync(() => scene.S.RedeemAsync(voucher, 2)));
        Assert.Equal(VoucherState.Redeemed, (await scene.S.RedeemAsync(voucher, 1)).Voucher.State);
    }

    private static async Task AssertMethodAsync(Scenario s, TestParty bank, string method)
    {
        var entry = Assert.Single(await s.ReadJournalAsync(), e => e.Event == "identity_session.authenticated");
        Assert.Equal((method, PublicId.Read("cli", bank.ClientId)), (entry.Texts["method"], entry.Client));
        Assert.Equal(method, Assert.Single(await s.Server.Database.QueryAsync<string>("SELECT method FROM identity_session")));
    }
}
