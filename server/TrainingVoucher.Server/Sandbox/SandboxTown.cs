using TrainingVoucher.Client;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>The authority, the bank and the school of a sandbox at work: they call it as anybody does, but straight.</summary>
internal sealed class SandboxTown : IDisposable
{
    private readonly TownFile file;
    private readonly List<TrainingVoucherClient> clients = [];

    private SandboxTown(TownFile file, TownLine line)
    {
        this.file = file;
        (Maker, Checker) = (Connect(line, file.System, file.Maker).Authority, Connect(line, file.System, file.Checker).Authority);
        (Bank, School) = (Connect(line, file.Bank, officer: null), Connect(line, file.School, officer: null).Institution);
    }

    public DateTimeOffset SeededAt => file.SeededAt;

    public string AuthorityId => file.AuthorityId;

    /// <summary>Who proposes and reviews, and who approves.</summary>
    public IReadOnlyList<string> Officers => [file.Maker.Id, file.Checker.Id];

    public string BankId => file.BankId;

    public IReadOnlyList<string> Schools => file.Schools;

    public AuthorityClient Maker { get; }

    public AuthorityClient Checker { get; }

    public TrainingVoucherClient Bank { get; }

    /// <summary>The first of <see cref="Schools"/>.</summary>
    public InstitutionClient School { get; }

    /// <summary>The town of a directory; founded if it has none yet.</summary>
    public static async Task<SandboxTown> OpenAsync(string directory, IStore store, TimeProvider time, TownLine line, CancellationToken ct)
    {
        if (TownFile.Read(directory) is { } known)
        {
            return new SandboxTown(known, line);
        }

        var town = new SandboxTown(await FoundAsync(directory, store, time, line, ct), line);
        try
        {
            await new Admission(town, key: null).StockAsync([town.BankId], ct);
            town.file.Write(directory);
            return town;
        }
        catch
        {
            town.Dispose();
            throw;
        }
    }

    public void Dispose() => clients.ForEach(client => client.Dispose());

    /// <summary>The parties, what projects pay and who is registered; nothing is released yet.</summary>
    private static async Task<TownFile> FoundAsync(string directory, IStore store, TimeProvider time, TownLine line, CancellationToken ct)
    {
        var admin = await AdminInit.RunAsync(store, time, new(directory, SandboxOffers.Region, new("沙箱人社局", "Sandbox HRSS"), "王样例"), TextWriter.Null, ct);
        var system = new TownKey(admin.ClientId, admin.ClientKeyId, await File.ReadAllTextAsync(admin.ClientKeyFile, ct));
        var officer = new TownKey(admin.OfficerId, admin.OfficerKeyId, await File.ReadAllTextAsync(admin.OfficerKeyFile, ct));
        using var wang = line.Connect(system, officer);
        var second = await SampleTown.AdmitOfficerAsync(wang.Authority, "李样例", ct);
        var town = new SampleTown(wang.Authority, wang.Authority, SandboxOffers.Region);
        var (bank, schools) = (await town.AddChannelAsync(ct), new[] { await town.AddInstitutionAsync(ct), await town.AddInstitutionAsync(ct) });
        var founded = new TownFile
        {
            SeededAt = time.GetUtcNow(),
            AuthorityId = admin.AuthorityId,
            System = system,
            Maker = officer,
            Checker = new(second.OfficerId, second.KeyId, second.PrivateKeyPem!),
            BankId = bank,
            Bank = Kept(await town.RegisterAsync(bank, ct)),
            Schools = schools,
            School = Kept(await town.RegisterAsync(schools[0], ct)),
        };
        using var school = line.Connect(founded.School, officer: null);
        await school.Institution.CreateDelegationAsync(new(await town.AddCoursePlatformAsync(ct)), ct: ct);
        await wang.Authority.AddSubsidyStandardsAsync(SandboxOffers.Standards, ct: ct);
        await wang.Authority.UploadRegisterAsync(SandboxOffers.Register, ct: ct);
        return founded;
    }

    private static TownKey Kept(ClientCredentials made) => new(made.ClientId, made.KeyId, made.PrivateKeyPem!);

    private TrainingVoucherClient Connect(TownLine line, TownKey system, TownKey? officer)
    {
        var client = line.Connect(system, officer);
        clients.Add(client);
        return client;
    }
}
