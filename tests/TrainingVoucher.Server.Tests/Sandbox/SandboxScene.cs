using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>A system that has joined a sandbox.</summary>
internal sealed record Joined(SandboxPartner Partner, TrainingVoucherClient Client, ECDsa Key);

/// <summary>A real server with a sandbox, and partners who reach that by the SDK as they reach a server.</summary>
internal sealed class SandboxScene : IAsyncDisposable
{
    private readonly List<IDisposable> _open = [];

    private SandboxScene(TestServer server)
    {
        Server = server;
        Anybody = Connect(credentials: null);
    }

    /// <summary>The real one; its clock stands and is that of the sandbox, as long as that is not moved.</summary>
    public TestServer Server { get; }

    public Uri Address => new(Server.Address + "/sandbox/");

    public TrainingVoucherClient Anybody { get; }

    public string Directory => Path.Combine(Server.DataDirectory, "sandbox");

    /// <summary>Starts a server; its sandbox is open when this returns.</summary>
    public static async Task<SandboxScene> StartAsync(Action<ServerOptions>? configure = null, TestDatabase? database = null)
    {
        var scene = await BeginAsync(configure, database);
        await scene.OpenedAsync();
        return scene;
    }

    /// <summary>Starts a server; its sandbox has only begun to start.</summary>
    public static async Task<SandboxScene> BeginAsync(Action<ServerOptions>? configure = null, TestDatabase? database = null) => new(await TestServer.StartAsync(
        configure: options =>
        {
            options.PartnerSandbox = true;
            (options.SweepInterval, options.SealInterval, options.WebhookInterval) = (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            configure?.Invoke(options);
        },
        database: database));

    public Task OpenedAsync() => Server.SandboxOpenedAsync();

    /// <summary>Why there is no sandbox; nothing when there is one.</summary>
    public async Task<string?> ClosedAsync()
    {
        try
        {
            await Anybody.Sandbox.GetClockAsync();
            return null;
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }

    public async Task<Joined> JoinAsync(ClientKind kind)
    {
        var (key, officer) = (NewKey(), NewKey());
        var partner = await Anybody.Sandbox.JoinAsync(Request(kind, key, kind == ClientKind.Authority ? officer : null));
        var credentials = new ClientCredentials { ClientId = partner.ClientId, KeyId = partner.KeyId, PrivateKey = key };
        return new(partner, Connect(credentials, partner.OfficerId is null ? null : new() { OfficerId = partner.OfficerId, KeyId = partner.OfficerKeyId!, PrivateKey = officer }), key);
    }

    public static JoinSandboxRequest Request(ClientKind kind, ECDsa key, ECDsa? officer = null) =>
        new() { Kind = kind, PublicKey = PublicKeyJwk.From(key), OfficerKey = officer is null ? null : PublicKeyJwk.From(officer) };

    public ECDsa NewKey() => Keep(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public TrainingVoucherClient Connect(ClientCredentials? credentials, OfficerCredentials? officer = null) => Keep(new TrainingVoucherClient(new()
    {
        BaseAddress = Address, Client = credentials, Officer = officer, TimeProvider = Server.Time, MaxRetries = 0,
    }));

    /// <summary>Claims a voucher for a test person through a channel.</summary>
    public async Task<Voucher> ClaimAsync(Joined channel, Batch batch, SandboxPerson person)
    {
        var session = await channel.Client.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        var proof = await Anybody.Public.SandboxAuthenticateAsync(session.Id, new() { Document = person.Document, Name = person.Name });
        return await channel.Client.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = proof.Assertion });
    }

    public RedeemRequest Redeeming(Voucher voucher, SandboxPerson person, string? institution = null) => new()
    {
        Scan = voucher.Code, Document = person.Document, Project = "welder", Level = 5, ClassEndsOn = DateOnly.FromDateTime(Server.Time.GetUtcNow().Date).AddDays(20), InstitutionId = institution,
    };

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(o => o.Dispose());
        await Server.DisposeAsync();
    }

    private T Keep<T>(T one)
        where T : IDisposable
    {
        _open.Add(one);
        return one;
    }
}
