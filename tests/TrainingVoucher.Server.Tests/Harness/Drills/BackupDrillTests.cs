using System.Net.Http.Json;
using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Journal;
using Xunit.Abstractions;
using Record = TrainingVoucher.Server.Tests.Harness.Crashes.Record;

namespace TrainingVoucher.Server.Tests.Harness.Drills;

/// <summary>The backup and restore drill, by the scripts that operators run: what was acknowledged before the backup began is in it, and a server goes on from it.</summary>
public sealed class BackupDrillTests(ITestOutputHelper output)
{
    private const int Workers = 8;

    private const int Holder = 100_000;

    [Fact]
    public async Task Backup_MadeUnderLoad_HoldsWhatWasAcknowledgedAndGoesOn()
    {
        await using var drill = await Drill.CreateAsync();
        using var city = await LiveCity.StartAsync(drill.Database);
        var batch = await city.ReleaseAsync(1_000_000);
        var claim = new ClaimRequest { BatchId = batch, Assertion = await city.AssertAsync(batch, Holder) };
        var told = await AskAsync(city.Bank, Operations.ClaimVoucher, claim, "drill-claim");
        await KeepCheckpointAsync(city, drill.File("checkpoint"));

        var (before, after) = await BackUpUnderLoadAsync(drill, city, batch);
        var (exit, said) = await drill.RestoreAsync("--checkpoint", drill.File("checkpoint"));
        Assert.True(exit == 0, said);
        Assert.Contains("All holds", said, StringComparison.Ordinal);

        city.Fleet.Kill(0);
        await city.Fleet.StartAsync(0, drill.Restored());
        var others = await AssertHeldAsync(drill, before);
        output.WriteLine($"{before.Count} commands acknowledged before the backup began, all in it, and {others} other answers; {after} acknowledged while it was made or later");
        var again = await AskAsync(city.Bank, Operations.ClaimVoucher, claim, "drill-claim");
        Assert.Equal((told.Status, told.Hash), (again.Status, again.Hash));
        var voucher = told.Read<Voucher>();
        Assert.True((await city.School.Institution.CheckAsync(new(voucher.Token!))).Usable);
        await city.School.Institution.RedeemAsync(new() { Scan = voucher.Code, Document = MadeUp.Document(Holder), Project = "electrician", ClassEndsOn = LiveCity.Today.AddDays(10) });
        Assert.Equal(VoucherState.Redeemed, (await city.School.Institution.CheckAsync(new(voucher.Code))).Voucher!.State);
        await ReadAsync(drill, _ => Task.FromResult(true));
    }

    [Theory]
    [InlineData("code-mask.key", "code_mask_key")]
    [InlineData("shard.key", "shard_key")]
    public async Task Restore_WithAKeyOfAnotherInstallation_IsRefusedAtStart(string file, string name)
    {
        await using var drill = await Drill.CreateAsync();
        using (await ServerProcess.StartAsync(drill.Database.Options()))
        {
            Assert.Equal(0, (await drill.BackUpAsync()).Exit);
        }

        await drill.ReplaceKeyAsync(file, new string('a', 64));
        var (exit, said) = await drill.RestoreAsync();

        Assert.Equal(1, exit);
        Assert.Contains($"The key directory does not belong to this database: {name}", said, StringComparison.Ordinal);
        Assert.Contains("FAILED  The server does not start", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OfWhatIsNotWholeOrIntoWhatIsNotEmpty_IsRefused()
    {
        await using var drill = await Drill.CreateAsync();
        using (await ServerProcess.StartAsync(drill.Database.Options()))
        {
            Assert.Equal(0, (await drill.BackUpAsync()).Exit);
        }

        var (again, twice) = await drill.BackUpAsync();
        Assert.True(again == 1 && twice.Contains("is there already", StringComparison.Ordinal), twice);

        var mask = Path.Combine(drill.Keys, "keys", "code-mask.key");
        var text = await File.ReadAllTextAsync(mask);
        await File.WriteAllTextAsync(mask, new string('a', 64));
        var (damaged, reason) = await drill.RestoreAsync();
        Assert.True(damaged == 1 && reason.Contains("is not what was backed up", StringComparison.Ordinal), reason);

        await File.WriteAllTextAsync(mask, text);
        Assert.Equal(0, (await drill.RestoreAsync()).Exit);
        var (full, why) = await drill.RestoreAsync();
        Assert.True(full == 1 && why.Contains("is there already", StringComparison.Ordinal), why);
    }

    /// <summary>What was acknowledged before the backup began, and how much after that.</summary>
    private static async Task<(IReadOnlyList<RecordLine> Before, int After)> BackUpUnderLoadAsync(Drill drill, LiveCity city, string batch)
    {
        var path = drill.File("record.jsonl");
        await using (var record = new Record(path))
        {
            var commander = new Commander(record, CancellationToken.None);
            var load = new Load(city, commander, batch, HarnessRun.Seed, CancellationToken.None);
            var running = load.RunAsync(Workers);
            await ProgressAsync(commander, HarnessRun.Count(200, 5_000), running);
            await record.KeepAsync(new("backup", "Backup", ""));
            var (exit, said) = await drill.BackUpAsync();
            Assert.True(exit == 0, said);
            await ProgressAsync(commander, 50, running);
            load.Stop();
            await running;
        }

        var lines = Record.Read(path);
        var before = lines.TakeWhile(l => l.Kind != "Backup").Where(l => l.Status is not null).ToList();
        return (before, lines.Count(l => l.Status is not null) - before.Count);
    }

    private static async Task ProgressAsync(Commander commander, int more, Task running)
    {
        for (var until = commander.Acknowledged + more; commander.Acknowledged < until; await Task.Delay(TimeSpan.FromMilliseconds(5)))
        {
            if (running.IsCompleted)
            {
                await running;
            }
        }
    }

    /// <summary>Every answer of before is kept in what was restored, and its tables are what its journal tells; gives how many answers there are besides.</summary>
    private static async Task<int> AssertHeldAsync(Drill drill, IReadOnlyList<RecordLine> before)
    {
        var answers = await ReadAsync(drill, session => session.QueryAsync<(string Key, long Status, byte[] Body)>("SELECT key, status, body FROM idempotency"));
        var kept = answers.ToDictionary(a => a.Key, a => ((int)a.Status, Convert.ToHexString(SHA256.HashData(a.Body))), StringComparer.Ordinal);
        Assert.All(before, line => Assert.Equal((line.Status!.Value, line.Hash!), kept[line.Key]));
        return kept.Count - before.Count;
    }

    private static async Task<T> ReadAsync<T>(Drill drill, Func<Session, Task<T>> read)
    {
        var store = ServerHost.OpenStore(drill.Restored());
        using (store as IDisposable)
        {
            await Invariants.AssertAsync(store);
            return await store.ReadAsync(read, CancellationToken.None);
        }
    }

    /// <summary>Waits until the claim is sealed, and keeps the checkpoint that says so.</summary>
    private static async Task KeepCheckpointAsync(LiveCity city, string file)
    {
        var store = city.Bank.Public;
        while (true)
        {
            try
            {
                await File.WriteAllTextAsync(file, (await store.GetCheckpointAsync()).Checkpoint);
                return;
            }
            catch (TrainingVoucherException e) when (e.Code == "not_found")
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static async Task<Told> AskAsync<TRequest, TResponse>(TrainingVoucherClient client, Operation<TRequest, TResponse> operation, TRequest request, string key)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(operation.Path, UriKind.Relative));
        message.Content = JsonContent.Create(request, Json.Options.GetTypeInfo<TRequest>());
        message.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(message, CancellationToken.None);
        return new Told((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }
}
