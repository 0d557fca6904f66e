using TrainingVoucher.Client;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Testing.Tests;

/// <summary>The code of the readme of <c>samples/CoursePlatform</c>, compiled and run.</summary>
internal static class CoursePlatformSnippets
{
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(string keyFile)
    {
        #region server
        await using var server = await TestingServer.StartAsync();
        var party = await server.AddCoursePlatformAsync();
        var address = new Uri("http://127.0.0.1:5091");
        var secret = WebhookSecret.New().Reveal();
        await party.Client.CoursePlatform.SetReturnUrlsAsync(new([new Uri(address, "/identified").AbsoluteUri]));
        await party.Client.CoursePlatform.Webhooks.CreateEndpointAsync(new() { Url = new Uri(address, "/webhooks").AbsoluteUri, Secret = secret });

        var options = new TrainingVoucherOptions();
        party.Configure(options);
        await File.WriteAllTextAsync(keyFile, options.Client!.PrivateKeyPem);
        Dictionary<string, string> variables = new()
        {
            ["Platform__Server"] = server.Address.ToString(),
            ["Platform__ClientId"] = options.Client.ClientId,
            ["Platform__KeyId"] = options.Client.KeyId,
            ["Platform__PrivateKeyFile"] = keyFile,
            ["Platform__PublicAddress"] = address.ToString(),
            ["Platform__WebhookSecrets__0"] = secret,
            ["Platform__Courses__welder-5__Institution"] = server.Parties.Institution.Id,
            ["Platform__Courses__welder-5__EndsOn"] = server.Today.AddDays(30).ToString("yyyy-MM-dd"),
        };
        var learner = server.NewPerson();
        await server.ClaimAsync(learner, await server.ReleaseAsync());
        Console.WriteLine($"Enrol as {learner.Name}, {learner.Card.Number}");
        #endregion

        return variables;
    }
}
