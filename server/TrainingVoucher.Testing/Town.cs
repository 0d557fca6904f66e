using TrainingVoucher.Client;
using TrainingVoucher.Server.Sandbox;

namespace TrainingVoucher.Testing;

/// <summary>The parties of a server, admitted as those of a sandbox are.</summary>
internal sealed class Town
{
    private readonly LocalServer server;

    private Town(LocalServer server, TestingParty maker, TestingParty checker)
    {
        (this.server, Maker, Checker) = (server, maker, checker);
        Sample = new SampleTown(maker.Client.Authority, checker.Client.Authority, server.Region);
    }

    public TestingParty Maker { get; }

    public TestingParty Checker { get; }

    public SampleTown Sample { get; }

    public static async Task<Town> FoundAsync(LocalServer server, CancellationToken ct)
    {
        var system = new ClientCredentials { ClientId = server.Admin.ClientId, KeyId = server.Admin.ClientKeyId, PrivateKeyPem = await File.ReadAllTextAsync(server.Admin.ClientKeyFile, ct).ConfigureAwait(false) };
        var first = new OfficerCredentials { OfficerId = server.Admin.OfficerId, KeyId = server.Admin.OfficerKeyId, PrivateKeyPem = await File.ReadAllTextAsync(server.Admin.OfficerKeyFile, ct).ConfigureAwait(false) };
        var maker = new TestingParty(server.Address, server.Time, server.Admin.AuthorityId, system, first);
        var second = await SampleTown.AdmitOfficerAsync(maker.Client.Authority, "李样例", ct).ConfigureAwait(false);
        return new Town(server, maker, new TestingParty(server.Address, server.Time, server.Admin.AuthorityId, system, second));
    }

    public async Task<TestingParty> AddChannelAsync(CancellationToken ct) => await RegisterAsync(await Sample.AddChannelAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    public async Task<TestingParty> AddInstitutionAsync(CancellationToken ct) => await RegisterAsync(await Sample.AddInstitutionAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    public async Task<TestingParty> AddCoursePlatformAsync(CancellationToken ct) => await RegisterAsync(await Sample.AddCoursePlatformAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    private async Task<TestingParty> RegisterAsync(string ownerId, CancellationToken ct) =>
        new(server.Address, server.Time, ownerId, await Sample.RegisterAsync(ownerId, ct).ConfigureAwait(false), officer: null);
}
