using System.Buffers.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Tests.Partners;

public sealed class PartnersTests : IAsyncLifetime
{
    private static readonly Reason Why = new("Because.");
    private static readonly LocalText Name = new("名称", "Name");

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Theory]
    [InlineData("330000", "region_not_yours")]
    [InlineData("000000", "region_not_yours")]
    [InlineData("330200", "region_not_yours")]
    [InlineData("339999", "region_unknown")]
    public async Task CreateAuthority_OutsideTheSubtree_IsRefused(string region, string code) =>
        Assert.Equal(code, await _server.Authority.RefusedAsync(Operations.CreateAuthority, new CreateAuthorityRequest { Region = region, Name = Name }));

    [Fact]
    public async Task CreateAuthority_InvalidFields_NamesThemAll()
    {
        var problem = await _server.Authority.ProblemAsync(
            Operations.CreateAuthority, new CreateAuthorityRequest { Region = "33", Name = new LocalText("", new string('x', 101)) });
        Assert.Equal(["region", "name.zh", "name.en"], problem.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task AuthorityOfADistrict_SeesAndTouchesOnlyItsOwn()
    {
        var district = await _server.AddAuthorityAsync("330106");
        var neighbour = await _server.AddAuthorityAsync("330105");
        var own = await district.DoAsync(Operations.CreateInstitution, Institution("330106"));
        var foreign = await neighbour.DoAsync(Operations.CreateInstitution, Institution("330105"));

        Assert.Equal(own.Id, Assert.Single((await district.DoAsync(Operations.ListInstitutions, new PageQuery())).Items).Id);
        Assert.Equal(district.OfficerId, Assert.Single((await district.DoAsync(Operations.ListOfficers, new PageQuery())).Items).Id);
        Assert.Equal(district.ClientId, Assert.Single((await district.DoAsync(Operations.ListClients, new PageQuery())).Items).Id);
        Assert.Equal("330106", Assert.Single((await district.DoAsync(Operations.ListAuthorities, new PageQuery())).Items).Region);
        Assert.Equal(3, (await _server.Authority.DoAsync(Operations.ListAuthorities, new PageQuery())).Items.Count);

        Assert.Equal("not_found", await district.RefusedAsync(Operations.SuspendInstitution, Why, foreign.Id));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.ResumeInstitution, Why, foreign.Id));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.RevokeOfficer, Why, neighbour.OfficerId));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.RevokeOfficer, Why, _server.Admin.OfficerId));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.RevokeClient, Why, neighbour.ClientId));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.RevokeClientKey, Why, neighbour.ClientKeyId));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.AddClientKey, new AddClientKeyRequest(TestKey.New().Jwk), neighbour.ClientId));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.CreateClient, Client(foreign.Id, TestKey.New().Jwk)));
        Assert.Equal("not_found", await district.RefusedAsync(Operations.CreateClient, Client(_server.Admin.AuthorityId, TestKey.New().Jwk)));
        Assert.Equal("not_found", await district.RefusedAsync(
            Operations.CreateOfficer,
            new CreateOfficerRequest { AuthorityId = _server.Admin.AuthorityId, Name = "X", PublicKey = TestKey.New().Jwk }));
        Assert.Equal("region_not_yours", await district.RefusedAsync(Operations.CreateInstitution, Institution("330105")));
    }

    [Theory]
    [InlineData("off_0000000000001")]
    [InlineData("nonsense")]
    [InlineData("cli_0000000000001")]
    public async Task Revoke_UnknownId_IsNotFound(string id) =>
        Assert.Equal("not_found", await _server.Authority.RefusedAsync(Operations.RevokeOfficer, Why, id));

    [Fact]
    public async Task RevokeOfficer_Oneself_IsRefused() =>
        Assert.Equal("not_yourself", await _server.Authority.RefusedAsync(Operations.RevokeOfficer, Why, _server.Admin.OfficerId));

    [Fact]
    public async Task Revoke_Twice_IsRefused()
    {
        var other = await _server.AddAuthorityAsync("330106");
        var revoked = await _server.Authority.DoAsync(Operations.RevokeOfficer, Why, other.OfficerId);
        Assert.Equal(_server.Time.GetUtcNow(), revoked.RevokedAt);
        Assert.Equal("already_revoked", await _server.Authority.RefusedAsync(Operations.RevokeOfficer, Why, other.OfficerId));

        var client = await _server.Authority.DoAsync(Operations.RevokeClientKey, Why, other.ClientKeyId);
        Assert.Equal(_server.Time.GetUtcNow(), Assert.Single(client.Keys).RevokedAt);
        Assert.Equal("already_revoked", await _server.Authority.RefusedAsync(Operations.RevokeClientKey, Why, other.ClientKeyId));

        Assert.NotNull((await _server.Authority.DoAsync(Operations.RevokeClient, Why, other.ClientId)).RevokedAt);
        Assert.Equal("already_revoked", await _server.Authority.RefusedAsync(Operations.RevokeClient, Why, other.ClientId));
        Assert.Equal("already_revoked", await _server.Authority.RefusedAsync(
            Operations.AddClientKey, new AddClientKeyRequest(TestKey.New().Jwk), other.ClientId));
    }

    [Fact]
    public async Task RevokeClientKey_KeyOfAnOfficer_IsNotFound() =>
        Assert.Equal("not_found", await _server.Authority.RefusedAsync(Operations.RevokeClientKey, Why, _server.Admin.OfficerKeyId));

    [Fact]
    public async Task RegisteredKey_IsNotTakenAgain()
    {
        var channel = await _server.AddChannelAsync();
        var jwk = channel.ClientKey.Jwk;
        Assert.Equal("key_not_usable", await _server.Authority.RefusedAsync(Operations.AddClientKey, new AddClientKeyRequest(jwk), channel.ClientId));
        Assert.Equal("key_not_usable", await _server.Authority.RefusedAsync(
            Operations.CreateOfficer, new CreateOfficerRequest { Name = "X", PublicKey = jwk }));
        Assert.Single((await _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery())).Items);
    }

    [Fact]
    public async Task BadKeys_AreNotUsable()
    {
        var channel = await _server.AddChannelAsync();
        var jwk = TestKey.New().Jwk;
        PublicKeyJwk[] bad =
        [
            jwk with { Kty = "RSA" },
            jwk with { Crv = "P-384" },
            jwk with { X = jwk.Y },
            jwk with { X = jwk.X[..^1] },
            jwk with { Y = jwk.Y + "=" },
            jwk with { X = Base64Url.EncodeToString(new byte[32]), Y = Base64Url.EncodeToString(new byte[32]) },
            jwk with { X = "" },
            jwk with { X = "!" + jwk.X[1..] },
            jwk with { X = " " + jwk.X[1..] },
            jwk with { X = "=" + jwk.X[1..] },
        ];
        foreach (var key in bad)
        {
            Assert.Equal("key_not_usable", await _server.Authority.RefusedAsync(Operations.AddClientKey, new AddClientKeyRequest(key), channel.ClientId));
        }
    }

    [Fact]
    public void Thumbprint_OfAKnownKey_IsThatOfAnotherProgram()
    {
        // Computed with Python: hashlib.sha256 over the JSON of RFC 7638, section 3.2, with the generator of P-256 as the key.
        var point = PublicPoint.Import(new PublicKeyJwk
        {
            Kty = "EC",
            Crv = "P-256",
            X = "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
            Y = "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
        });
        Assert.Equal("c71d01700fb0328870f1ab580c939eea9786328764946db04470655c732f9743", Convert.ToHexStringLower(point!.Thumbprint));
    }

    [Fact]
    public async Task ListClients_InPages_GivesEachOnceWithItsKeys()
    {
        for (var i = 0; i < 4; i++)
        {
            await _server.AddChannelAsync();
        }

        var (seen, after) = (new List<ApiClient>(), (string?)null);
        do
        {
            var page = await _server.Authority.DoAsync(Operations.ListClients, new PageQuery { Limit = 2, After = after });
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(5, seen.Select(client => client.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(5, seen.Count);
        Assert.All(seen, client => Assert.Single(client.Keys));
    }

    [Fact]
    public async Task CreateOfficer_SameKeySentTwice_AdmitsOne()
    {
        var request = new CreateOfficerRequest { Name = "Two", PublicKey = TestKey.New().Jwk };
        var first = await _server.Authority.DoAsync(Operations.CreateOfficer, request, key: "once");
        var second = await _server.Authority.DoAsync(Operations.CreateOfficer, request, key: "once");
        Assert.Equal(first, second);
        Assert.Equal(2, (await _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery())).Items.Count);
    }

    private static CreateInstitutionRequest Institution(string region) =>
        new() { Region = region, Name = Name, Type = InstitutionType.TrainingSchool };

    private static CreateClientRequest Client(string owner, PublicKeyJwk key) => new() { OwnerId = owner, Name = "System", PublicKey = key };
}
