using System.Text.Json;
using TrainingVoucher.Client;

namespace TrainingVoucher.Testing.Tests;

/// <summary>The code of the readme of <c>samples/ScanGun</c>, compiled and run.</summary>
internal static class ScanGunSnippets
{
    public static async Task RunAsync(string keyFile, string settingsFile)
    {
        #region server
        await using var server = await TestingServer.StartAsync();
        var options = new TrainingVoucherOptions();
        server.Parties.Institution.Configure(options);
        await File.WriteAllTextAsync(keyFile, options.Client!.PrivateKeyPem);
        var course = new { name = "welder", project = "welder", level = 5, endsOn = server.Today.AddDays(10) };
        await File.WriteAllTextAsync(settingsFile, JsonSerializer.Serialize(
            new { server = server.Address, clientId = options.Client.ClientId, keyId = options.Client.KeyId, privateKeyFile = keyFile, courses = new[] { course } }));

        var person = server.NewPerson();
        var voucher = await server.ClaimAsync(person, await server.ReleaseAsync());
        Console.WriteLine($"Scan {voucher.Token}, then {person.Card.Number}");
        #endregion
    }
}
