using System.Text.Json;
using TrainingVoucher.Client;
using TrainingVoucher.Server;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Bench;

/// <summary>A system of a partner, or an officer, with the key. An officer is the owner itself.</summary>
internal sealed record Partner(string OwnerId, string ClientId, string KeyId, string Pem)
{
    public TrainingVoucherClient Connect(Uri address, Partner? officer = null) => new(new()
    {
        BaseAddress = address,
        Client = new() { ClientId = ClientId, KeyId = KeyId, PrivateKeyPem = Pem },
        Officer = officer is null ? null : new() { OfficerId = officer.OwnerId, KeyId = officer.KeyId, PrivateKeyPem = officer.Pem },
    });
}

/// <summary>What <c>prepare</c> made, kept beside the database for the other verbs and the scripts.</summary>
/// <param name="Authority">The authority's own system.</param>
/// <param name="Maker">The officer who proposes.</param>
/// <param name="Checker">The officer who approves.</param>
/// <param name="Bank">The channel's system.</param>
/// <param name="School">The institution's system.</param>
/// <param name="SchemeId">The scheme of all vouchers.</param>
/// <param name="Loaded">The batch that bulk-loaded vouchers are of.</param>
/// <param name="Hot">The batch that is claimed from over HTTP.</param>
/// <param name="Direct">The batch of the vouchers that the comparison in SQL makes and changes.</param>
internal sealed record World(Partner Authority, Partner Maker, Partner Checker, Partner Bank, Partner School, string SchemeId, string Loaded, string Hot, string Direct)
{
    public static ServerOptions Options(Arguments arguments) => new()
    {
        DataDirectory = arguments.Text("data"),
        Postgres = Environment.GetEnvironmentVariable("TrainingVoucher__Postgres"),
        PostgresOwner = Environment.GetEnvironmentVariable("TrainingVoucher__PostgresOwner"),
        Sandbox = true,
    };

    public static ServerKeys Keys(Arguments arguments) => KeyFiles.Load(KeyFiles.DirectoryOf(arguments.Text("data")));

    public static World Load(Arguments arguments) => JsonSerializer.Deserialize<World>(File.ReadAllText(FileOf(arguments)))!;

    public void Save(Arguments arguments) => File.WriteAllText(FileOf(arguments), JsonSerializer.Serialize(this));

    private static string FileOf(Arguments arguments) => Path.Combine(arguments.Text("data"), "world.json");
}
