using TrainingVoucher.Client;

namespace TrainingVoucher.Testing.Tests;

/// <summary>The code of the readme of <c>samples/BankApp</c>, compiled and run.</summary>
internal static class BankAppSnippets
{
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(string keyFile)
    {
        #region server
        await using var server = await TestingServer.StartAsync();
        var batch = await server.ReleaseAsync();
        var options = new TrainingVoucherOptions();
        server.Parties.Channel.Configure(options);
        await File.WriteAllTextAsync(keyFile, options.Client!.PrivateKeyPem);
        Dictionary<string, string> variables = new()
        {
            ["Bank__Server"] = server.Address.ToString(),
            ["Bank__ClientId"] = options.Client.ClientId,
            ["Bank__KeyId"] = options.Client.KeyId,
            ["Bank__PrivateKeyFile"] = keyFile,
            ["Bank__Activities__skills-day__Batches__0"] = batch.Id,
        };
        Console.WriteLine($"Claim as {server.NewPerson().Card.Number}");
        #endregion

        return variables;
    }
}
