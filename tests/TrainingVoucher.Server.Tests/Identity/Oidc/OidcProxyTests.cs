using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>Who acts in the holder's place is told by the provider: the actor claim of RFC 8693, asked for by the claims parameter.</summary>
public sealed class OidcProxyTests : IAsyncLifetime
{
    private OidcScene _scene = null!;

    public async Task InitializeAsync() => _scene = await OidcScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Proxy_ThatTheProviderTellsOf_Claims()
    {
        var batch = await _scene.S.ReleaseAsync(Scenario.FaceValue() with { AllowProxy = true }, 5);
        var session = await _scene.S.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id, Proxy = ProxyRelation.Guardian });
        Actor(2);

        await _scene.Browser.GoAsync(session.Url);

        var asked = JsonDocument.Parse(_scene.Provider.Asked.Single()["claims"]).RootElement;
        Assert.True(asked.GetProperty("id_token").GetProperty("act").GetProperty("essential").GetBoolean());
        var claimed = await _scene.S.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = (await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion });
        Assert.Equal(ProxyRelation.Guardian, claimed.ClaimProxy);
        Assert.Equal(2, (await _scene.S.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM person")).Single());
    }

    [Fact]
    public async Task Proxy_WhoIsMissingNotAskedForOrTheHolder_IsNotProven()
    {
        await _scene.FailsAsync(ErrorCodes.ProxyNotProven, ProxyRelation.Family);
        Actor(1);
        await _scene.FailsAsync(ErrorCodes.ProxyNotProven, ProxyRelation.Family);
        Actor(2);
        await _scene.FailsAsync(ErrorCodes.ProxyNotProven);
    }

    [Fact]
    public async Task Proxy_WithoutADocument_IsRefused()
    {
        _scene.Provider.Claims["act"] = new Dictionary<string, object> { ["sub"] = "somebody" };
        await _scene.FailsAsync(ErrorCodes.IdentityDocumentInvalid, ProxyRelation.Family);
        _scene.Provider.Claims["act"] = "somebody";
        await _scene.FailsAsync(ErrorCodes.IdentityDocumentInvalid, ProxyRelation.Family);
    }

    private void Actor(int person)
    {
        var row = MadeUp.Person(person);
        _scene.Provider.Claims["act"] = new Dictionary<string, object> { ["document_number"] = row.DocumentNumber, ["name"] = row.Name };
    }
}
