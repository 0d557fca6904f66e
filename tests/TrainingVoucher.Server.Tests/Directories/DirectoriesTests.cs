using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Directories;

public sealed class DirectoriesTests : IAsyncLifetime
{
    private static readonly Reason Why = new("An inspection.");
    private static readonly LocalText Name = new("名称", "Name");

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task CreateInstitution_GivesTheNextNumberAndTheDefaultGrade()
    {
        var first = await _server.Authority.DoAsync(Operations.CreateInstitution, Institution("330106"));
        var second = await _server.Authority.DoAsync(Operations.CreateInstitution, Institution("330100") with { CreditGrade = 5 });
        Assert.Equal((1, 3), (first.Number, first.CreditGrade));
        Assert.Equal((2, 5), (second.Number, second.CreditGrade));
    }

    [Theory]
    [InlineData("330200", "region_not_yours")]
    [InlineData("330199", "region_unknown")]
    public async Task Create_OutsideTheSubtree_IsRefused(string region, string code)
    {
        Assert.Equal(code, await _server.Authority.RefusedAsync(Operations.CreateInstitution, Institution(region)));
        Assert.Equal(code, await _server.Authority.RefusedAsync(Operations.CreateChannel, new CreateChannelRequest { Region = region, Name = Name }));
    }

    [Fact]
    public async Task CreateInstitution_InvalidFields_NamesThemAll()
    {
        var request = new CreateInstitutionRequest { Region = "x", Name = new LocalText("\u0007", "ok"), Type = InstitutionType.College, CreditGrade = 6 };
        var problem = await _server.Authority.ProblemAsync(Operations.CreateInstitution, request);
        Assert.Equal(["region", "name.zh", "creditGrade"], problem.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task Suspend_ThenResume_IsSeenByOtherFeaturesAndJournalledOnce()
    {
        var institution = await _server.Authority.DoAsync(Operations.CreateInstitution, Institution("330106"));
        await _server.Authority.DoAsync(Operations.SuspendInstitution, Why, institution.Id);
        Assert.True((await _server.Authority.DoAsync(Operations.SuspendInstitution, Why, institution.Id)).Suspended);
        Assert.True((await FindAsync(institution.Id))!.Suspended);

        Assert.False((await _server.Authority.DoAsync(Operations.ResumeInstitution, Why, institution.Id)).Suspended);
        Assert.False((await FindAsync(institution.Id))!.Suspended);
        Assert.Equal(["institution.listed", "institution.suspended", "institution.resumed"], await EventsAsync("ins"));
    }

    [Fact]
    public async Task ListChannels_OfADistrict_NamesThoseOfTheCityToo()
    {
        var district = await _server.AddAuthorityAsync("330106");
        var city = await _server.Authority.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = "330100", Name = Name });
        var own = await district.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = "330106", Name = Name });
        var neighbour = await _server.Authority.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = "330105", Name = Name });

        Assert.Equal(Sorted(city, own), Sorted([.. (await district.DoAsync(Operations.ListChannels, new PageQuery())).Items]));
        Assert.Equal(Sorted(city, own, neighbour), Sorted([.. (await _server.Authority.DoAsync(Operations.ListChannels, new PageQuery())).Items]));
        Assert.Equal("not_found", await district.RefusedAsync(
            Operations.CreateClient, new CreateClientRequest { OwnerId = city.Id, Name = "System", PublicKey = TestKey.New().Jwk }));
    }

    private static string[] Sorted(params Channel[] channels) => [.. channels.Select(channel => channel.Id).Order(StringComparer.Ordinal)];

    private static CreateInstitutionRequest Institution(string region) =>
        new() { Region = region, Name = Name, Type = InstitutionType.TrainingSchool };

    private Task<InstitutionRow?> FindAsync(string id) =>
        _server.Store.ReadAsync(async session => await Institutions.FindAsync(session, Ids.Read("ins", id)), CancellationToken.None);

    private async Task<string[]> EventsAsync(string kind)
    {
        var rows = await _server.Store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal ORDER BY id"), CancellationToken.None);
        return [.. rows.Select(row => JournalCodec.Decode(row)).Where(entry => entry.Kind == kind).Select(entry => entry.Event)];
    }
}
