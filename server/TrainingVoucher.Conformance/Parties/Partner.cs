using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Parties;

/// <summary>A system of a partner: the one that the program under test calls as. What the command does in its name goes past the relay.</summary>
internal sealed class Partner : IDisposable
{
    private readonly string folder;

    private Partner(string ownerId, string clientId, string keyId, string keyFile, TrainingVoucherClient client, string folder) =>
        (OwnerId, ClientId, KeyId, KeyFile, Client, this.folder) = (ownerId, clientId, keyId, keyFile, client, folder);

    public string OwnerId { get; }

    public string ClientId { get; }

    public string KeyId { get; }

    public string KeyFile { get; }

    public TrainingVoucherClient Client { get; }

    /// <summary>Registers a system of an owner, with a key of its own in a file of the folder.</summary>
    public static async Task<Partner> RegisterAsync(AuthorityClient authority, string ownerId, string folder, Uri server, TimeProvider time, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var system = await authority.CreateClientAsync(new() { OwnerId = ownerId, Name = "Conformance", PublicKey = PublicKeyJwk.From(key) }, ct: ct);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var credentials = new ClientCredentials { ClientId = system.Id, KeyId = system.Keys[0].Id, PrivateKeyPem = pem };
        var client = new TrainingVoucherClient(new TrainingVoucherOptions { BaseAddress = server, TimeProvider = time, Client = credentials });
        return new Partner(ownerId, system.Id, system.Keys[0].Id, await KeepAsync(folder, system.Keys[0].Id, pem, ct), client, folder);
    }

    /// <summary>The same system with one more key.</summary>
    public async Task<Partner> AddKeyAsync(AuthorityClient authority, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var system = await authority.AddClientKeyAsync(ClientId, new(PublicKeyJwk.From(key)), ct: ct);
        var id = system.Keys.Single(k => k.Id != KeyId).Id;
        return new Partner(OwnerId, ClientId, id, await KeepAsync(folder, id, key.ExportPkcs8PrivateKeyPem(), ct), Client, folder);
    }

    public DriverTask Connecting(string task, Uri server) =>
        new() { Task = task, Do = "connect", Server = server, ClientId = ClientId, KeyId = KeyId, PrivateKeyFile = KeyFile, Directory = folder };

    public void Dispose() => Client.Dispose();

    private static async Task<string> KeepAsync(string folder, string id, string pem, CancellationToken ct)
    {
        var file = Path.Combine(folder, id + ".pem");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(pem.AsMemory(), ct);
        return file;
    }
}
