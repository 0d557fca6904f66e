using System.Diagnostics;
using Microsoft.Playwright;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Samples;
using TrainingVoucher.Testing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>A server, a built sample as a process that reaches it through a relay, and a browser.</summary>
public abstract class SampleSite : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private bool _down;

    public TestingServer Server { get; private set; } = null!;

    internal Relay Relay { get; private set; } = null!;

    protected DirectoryInfo Temp { get; } = Directory.CreateTempSubdirectory("tv-sample-");

    protected IBrowser Browser { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(_playwright);
        Server = await TestingServer.StartAsync();
        Relay = new Relay(() => _down ? 0 : Server.Address.Port);
    }

    public virtual async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        Relay.Dispose();
        await Server.DisposeAsync();
        Temp.Delete(recursive: true);
    }

    public static SchemeDefinition Scheme(string chinese, string english) => new()
    {
        Name = new(chinese, english), ValueMode = ValueMode.Entitlement, Validity = new() { DaysFromClaim = 30 },
    };

    /// <summary>From the next request to a path on nothing gets through to the server: that request does when only its answer is to be lost.</summary>
    internal Task BreakAt(string path, bool afterItsAnswer) => Relay.KillAt(path, afterItsAnswer, () => _down = true);

    internal void Mend() => _down = false;

    /// <summary>Everything that was typed into the form of an identity step began like this.</summary>
    protected void MustNameNobody(string told)
    {
        Assert.DoesNotContain(Server.NewPerson().Card.Number[..10], told, StringComparison.Ordinal);
        Assert.DoesNotContain("样例0", told, StringComparison.Ordinal);
    }

    /// <summary>Starts the sample as the system of a party, with the section of its settings; it says whatever there is to say.</summary>
    private protected async Task<ServerProcess> StartAsync(string sample, string section, TestingParty party, params IEnumerable<(string Name, string Value)> settings)
    {
        var options = new TrainingVoucherOptions();
        party.Configure(options);
        var key = Path.Combine(Temp.FullName, $"{section}.pem");
        await File.WriteAllTextAsync(key, options.Client!.PrivateKeyPem);
        var start = new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of(sample), "--urls", "http://127.0.0.1:0"])
        {
            Environment = { ["Logging__LogLevel__Default"] = "Trace", ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace" },
        };
        foreach (var (name, value) in settings.Concat([("Server", $"http://127.0.0.1:{Relay.Port}"), ("ClientId", options.Client.ClientId), ("KeyId", options.Client.KeyId), ("PrivateKeyFile", key)]))
        {
            start.Environment[$"{section}__{name}"] = value;
        }

        return await ServerProcess.StartAsync(start, remembered: int.MaxValue);
    }
}
