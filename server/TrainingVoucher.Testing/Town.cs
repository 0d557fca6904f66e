using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing;

/// <summary>Admits the parties of a server by the calls that a real authority makes.</summary>
internal sealed class Town(LocalServer server)
{
    private readonly ClientCredentials system = new()
    {
        ClientId = server.Admin.ClientId, KeyId = server.Admin.ClientKeyId, PrivateKeyPem = File.ReadAllText(server.Admin.ClientKeyFile),
    };

    public async Task<TestingParties> SettleAsync(CancellationToken ct)
    {
        var first = new OfficerCredentials { OfficerId = server.Admin.OfficerId, KeyId = server.Admin.OfficerKeyId, PrivateKeyPem = await File.ReadAllTextAsync(server.Admin.OfficerKeyFile, ct).ConfigureAwait(false) };
        var maker = new TestingParty(server.Address, server.Time, server.Admin.AuthorityId, system, first);
        var checker = new TestingParty(server.Address, server.Time, server.Admin.AuthorityId, system, await AdmitOfficerAsync(maker, ct).ConfigureAwait(false));
        return new TestingParties(
            maker, checker, await AddChannelAsync(maker, ct).ConfigureAwait(false), await AddInstitutionAsync(maker, ct).ConfigureAwait(false));
    }

    public async Task<TestingParty> AddChannelAsync(TestingParty maker, CancellationToken ct)
    {
        var channel = await maker.Client.Authority.CreateChannelAsync(new() { Region = server.Region, Name = new("样例银行", "Example Bank") }, ct: ct).ConfigureAwait(false);
        return await RegisterAsync(maker, channel.Id, ct).ConfigureAwait(false);
    }

    public async Task<TestingParty> AddInstitutionAsync(TestingParty maker, CancellationToken ct)
    {
        var school = new CreateInstitutionRequest { Region = server.Region, Name = new("样例培训学校", "Example School"), Type = InstitutionType.TrainingSchool, CreditGrade = 3 };
        var institution = await maker.Client.Authority.CreateInstitutionAsync(school, ct: ct).ConfigureAwait(false);
        return await RegisterAsync(maker, institution.Id, ct).ConfigureAwait(false);
    }

    private static async Task<OfficerCredentials> AdmitOfficerAsync(TestingParty maker, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var admitted = await maker.Client.Authority.CreateOfficerAsync(new() { Name = "李样例", PublicKey = PublicKeyJwk.From(key) }, ct: ct).ConfigureAwait(false);
        return new OfficerCredentials { OfficerId = admitted.Officer.Id, KeyId = admitted.KeyId, PrivateKeyPem = key.ExportPkcs8PrivateKeyPem() };
    }

    private async Task<TestingParty> RegisterAsync(TestingParty maker, string ownerId, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await maker.Client.Authority.CreateClientAsync(new() { OwnerId = ownerId, Name = "Example", PublicKey = PublicKeyJwk.From(key) }, ct: ct).ConfigureAwait(false);
        var credentials = new ClientCredentials { ClientId = client.Id, KeyId = client.Keys[0].Id, PrivateKeyPem = key.ExportPkcs8PrivateKeyPem() };
        return new TestingParty(server.Address, server.Time, ownerId, credentials, officer: null);
    }
}
