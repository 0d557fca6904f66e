using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The first authority of an installation.</summary>
/// <param name="DataDirectory">The key files go into <c>admin</c> below it.</param>
/// <param name="Region">Six digits; the root of everything the authority will found.</param>
/// <param name="Name">The name of the authority.</param>
/// <param name="Officer">The name of its first officer.</param>
public sealed record AdminInitOptions(string DataDirectory, string Region, LocalText Name, string Officer);

/// <summary>What was made: ids and file paths, no secret.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="OfficerId">Its first officer.</param>
/// <param name="OfficerKeyId">The id of the officer's key.</param>
/// <param name="OfficerKeyFile">The officer's private key, PEM.</param>
/// <param name="ClientId">The authority's own system.</param>
/// <param name="ClientKeyId">The id of the system's key.</param>
/// <param name="ClientKeyFile">The system's private key, PEM.</param>
/// <param name="TrustedRootsFile">What partners pin in order to check vouchers offline; public, to be handed to them out of band.</param>
public sealed record AdminInitResult(
    string AuthorityId,
    string OfficerId,
    string OfficerKeyId,
    string OfficerKeyFile,
    string ClientId,
    string ClientKeyId,
    string ClientKeyFile,
    string TrustedRootsFile);

/// <summary>Founds the first authority with one officer and its own system. Everybody else is admitted by calls of the API.</summary>
internal static class AdminInit
{
    public const string DirectoryName = "admin";
    public const string TrustedRootsName = "trusted-roots.txt";

    /// <exception cref="InvalidOperationException">An authority exists already, or an option is wrong.</exception>
    public static async Task<AdminInitResult> RunAsync(
        IStore store, TimeProvider time, AdminInitOptions options, TextWriter output, CancellationToken cancellation)
    {
        var region = Regions.Read(options.Region);
        if (region < 0)
        {
            throw new InvalidOperationException($"No region has the code {options.Region}.");
        }

        var fields = Authorities.Check(new CreateAuthorityRequest { Region = options.Region, Name = options.Name }).Text(options.Officer, "officer", 50);
        if (fields.Errors is [var first, ..])
        {
            throw new InvalidOperationException($"{first.Field}: {first.Message}");
        }

        await store.MigrateAsync(cancellation);
        var roots = KeyFiles.LoadOrCreate(options.DataDirectory, time.GetUtcNow()).TrustedRoots;
        var result = await store.ChangeAsync(session => FoundAsync(session, region, options, time.GetUtcNow()), cancellation);
        await File.WriteAllTextAsync(result.TrustedRootsFile, $"{roots}\n", cancellation);
        await PrintAsync(result, output);
        return result;
    }

    private static async Task<AdminInitResult> FoundAsync(Session session, int region, AdminInitOptions options, DateTimeOffset now)
    {
        if (await Authorities.AnyAsync(session))
        {
            throw new InvalidOperationException("This installation has its first authority already. Let its officers admit the others.");
        }

        // New names each time: an attempt that failed before its commit leaves files behind that nothing refers to.
        var directory = Path.Combine(options.DataDirectory, DirectoryName);
        var suffix = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var officerFile = Path.Combine(directory, $"officer-{suffix}.pem");
        var clientFile = Path.Combine(directory, $"system-{suffix}.pem");

        var authority = await Authorities.FoundFirstAsync(session, region, options.Name, now);
        var (officer, officerKey) = await Officers.AdmitFirstAsync(session, authority, options.Officer, PrivateKeyFile.Create(officerFile), now);
        var owner = new ClientOwner(ClientKind.Authority, authority, region);
        var (client, clientKey) = await Clients.RegisterFirstAsync(session, owner, options.Name.En, PrivateKeyFile.Create(clientFile), now);
        return new AdminInitResult(
            Ids.Show("aut", authority),
            Ids.Show("off", officer),
            Ids.Show("key", officerKey),
            officerFile,
            Ids.Show("cli", client),
            Ids.Show("key", clientKey),
            clientFile,
            Path.Combine(directory, TrustedRootsName));
    }

    private static Task PrintAsync(AdminInitResult result, TextWriter output) => output.WriteAsync(
        $"""
        authority      {result.AuthorityId}
        officer        {result.OfficerId}
        officer key    {result.OfficerKeyId}  {result.OfficerKeyFile}
        system         {result.ClientId}
        system key     {result.ClientKeyId}  {result.ClientKeyFile}
        trusted roots  {result.TrustedRootsFile}
        Hand each private key to its owner and delete it here. Hand the trusted roots to every partner who checks vouchers offline.

        """);
}
