using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>What is wrong with a sandbox stays in it, and it comes back by itself when it is put right.</summary>
public sealed class SandboxFaultsTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(31);

    [Fact]
    public async Task Sandbox_WithADamagedDatabaseAtItsStart_IsUnavailableUntilThatIsRemoved()
    {
        var database = await TestDatabase.CreateAsync();
        var directory = Path.Combine(database.Data.FullName, "sandbox");
        await using var scene = await BrokenAsync(database, directory, Spoil);

        await AssertRealServesAsync(scene);
        Directory.Delete(directory, recursive: true);
        await HealAsync(scene);
        Assert.NotEmpty((await scene.JoinAsync(ClientKind.Channel)).Partner.Batches);
    }

    [Fact]
    public async Task Sandbox_WithAKeyMissing_IsUnavailable()
    {
        var database = await TestDatabase.CreateAsync();
        var directory = Path.Combine(database.Data.FullName, "sandbox");
        await using var scene = await BrokenAsync(database, directory, path => File.Delete(Path.Combine(path, "keys", "vault-1.key")));

        await AssertRealServesAsync(scene);
        Assert.Contains("There is no sandbox now", scene.Server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_DamagedWhileItRuns_IsUnavailableUntilItIsSetUpAnew()
    {
        await using var scene = await SandboxScene.StartAsync();
        var bank = await scene.JoinAsync(ClientKind.Channel);
        Spoil(scene.Directory);

        await Wait.UntilAsync(async () => await TryAsync(bank) == "sandbox_unavailable");
        await AssertRealServesAsync(scene);
        await Wait.UntilAsync(async () => await scene.ClosedAsync() == "sandbox_unavailable");
        Directory.Delete(scene.Directory, recursive: true);
        await HealAsync(scene);
        Assert.NotEmpty((await scene.JoinAsync(ClientKind.Channel)).Partner.Batches);
    }

    [Fact]
    public async Task Sandbox_WhoseSettingUpWasCutOff_IsSetUpAnew()
    {
        var database = await TestDatabase.CreateAsync();
        await using var scene = await BrokenAsync(database, Path.Combine(database.Data.FullName, "sandbox"), path => File.Delete(Path.Combine(path, "town.json")), isBroken: false);

        Assert.NotEmpty((await scene.JoinAsync(ClientKind.Channel)).Partner.Batches);
    }

    [Fact]
    public async Task Sandbox_OfADirectoryThatAnotherProcessHas_IsUnavailableUntilThatEnds()
    {
        var database = await TestDatabase.CreateAsync();
        SandboxScene scene;
        await using (new FileStream(Path.Combine(database.Data.FullName, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            scene = await SandboxScene.BeginAsync(database: database);
            await Wait.UntilAsync(() => scene.Server.Log.Text.Contains("There is no sandbox now", StringComparison.Ordinal));
            Assert.Equal("sandbox_unavailable", await scene.ClosedAsync());
        }

        await HealAsync(scene);
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task Refusal_OfASandbox_SaysSoWithTheMark()
    {
        var database = await TestDatabase.CreateAsync();
        await using var scene = await BrokenAsync(database, Path.Combine(database.Data.FullName, "sandbox"), Spoil);

        using var answer = await scene.Server.Http.GetAsync(new Uri("/sandbox/v1/anything", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "true", TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.GetValues(SandboxMark.Header).Single(), answer.Headers.RetryAfter?.Delta));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Metrics_OfTheServer_CountNothingOfTheSandbox()
    {
        var meters = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => listening.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.Start();
        await using var scene = await SandboxScene.StartAsync();

        await scene.JoinAsync(ClientKind.Channel);
        await scene.Server.StopAsync();

        Assert.Equal(["Sandbox.Microsoft.AspNetCore.Hosting", "Sandbox.TrainingVoucher"], meters.Keys.Order(StringComparer.Ordinal));

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (instrument.Name is "training_voucher.calls.answered" or "http.server.request.duration" && tags.ToArray().Any(tag => tag.Value is string and ("joinSandbox" or "/v1/sandbox/partners")))
            {
                meters[instrument.Meter.Name] = 1;
            }
        }
    }

    [Fact]
    public async Task Stop_WhileSomebodyWaitsInTheSandbox_DoesNotWait()
    {
        await using var scene = await SandboxScene.StartAsync();
        var bank = await scene.JoinAsync(ClientKind.Channel);
        var waiting = bank.Client.Channel.GetFeedAsync(new() { After = (await bank.Client.Channel.GetFeedAsync()).Last, Wait = 30 });
        await Task.Delay(TimeSpan.FromSeconds(1));

        await scene.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty((await waiting).Items);
    }

    /// <summary>A sandbox that was set up, stopped, and tampered with before the next start.</summary>
    private static async Task<SandboxScene> BrokenAsync(TestDatabase database, string directory, Action<string> tamper, bool isBroken = true)
    {
        var options = database.Options();
        options.PartnerSandbox = true;
        await using (var app = await ServerHost.BuildAsync(options, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]))
        {
            await app.StartAsync();
            using var client = new TrainingVoucherClient(new() { BaseAddress = new Uri(app.Urls.Single() + "/sandbox"), MaxRetries = 20, RetryDelay = TimeSpan.FromMilliseconds(100) });
            await client.Sandbox.GetClockAsync();
            await app.StopAsync();
        }

        tamper(directory);
        var scene = await SandboxScene.BeginAsync(database: database);
        if (isBroken)
        {
            await Wait.UntilAsync(() => scene.Server.Log.Text.Contains("There is no sandbox now", StringComparison.Ordinal));
            Assert.Equal("sandbox_unavailable", await scene.ClosedAsync());
        }
        else
        {
            await scene.OpenedAsync();
        }

        return scene;
    }

    private static Task HealAsync(SandboxScene scene) => Wait.UntilAsync(async () =>
    {
        scene.Server.Time.Advance(Pause);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        return await scene.ClosedAsync() is null;
    });

    private static async Task<string> TryAsync(Joined bank)
    {
        try
        {
            await bank.Client.Channel.ListClaimableAsync();
            return "ok";
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }

    private static async Task AssertRealServesAsync(SandboxScene scene)
    {
        using var health = await scene.Server.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.NotEmpty(await scene.Server.Authority.TokenAsync());
    }

    /// <summary>Writes nonsense over the database and what is beside it.</summary>
    private static void Spoil(string directory)
    {
        foreach (var file in Directory.GetFiles(directory, "*.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(Enumerable.Repeat((byte)'x', (int)Math.Min(stream.Length, 4_000_000)).ToArray());
        }
    }
}
