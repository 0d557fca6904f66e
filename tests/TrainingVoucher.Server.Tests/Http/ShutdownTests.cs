using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Metrics;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>A server that is told to end answers every command it took, and takes no more.</summary>
public sealed class ShutdownTests
{
    private const int Commands = 8;

    [Fact]
    public async Task Stop_WhileCommandsWaitForTheDatabase_AnswersThemAll()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), Commands);
        var vouchers = await s.ClaimManyAsync(batch, Commands);

        using var measured = new Measured(s.Server.Services);
        Task stopping;
        List<Task<Redemption>> calls;
        await s.School.ListRedemptionsAsync();
        await using (await s.Server.Database.HoldGroupsAsync())
        {
            calls = [s.RedeemAsync(vouchers[0], 1)];
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            calls.AddRange(Enumerable.Range(2, Commands - 1).Select(person => s.RedeemAsync(vouchers[person - 1], person)));
            await Wait.UntilAsync(() => measured.Read("lane.waiting", "lane=0") == Commands - 1);
            stopping = s.Server.StopAsync();
            await Wait.UntilAsync(async () => !await TakesConnectionsAsync(s));
            Assert.False(stopping.IsCompleted);
            Assert.All(calls, call => Assert.False(call.IsCompleted));
        }

        Assert.All(await Task.WhenAll(calls), redemption => Assert.Equal(VoucherState.Redeemed, redemption.Voucher.State));
        await stopping;
        Assert.Equal(Commands, (await s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM voucher WHERE state = 3"))[0]);
    }

    [Fact]
    public async Task Stop_WhileChecksWaitForTheDatabase_AnswersAndRecordsThemAll()
    {
        await using var s = await Scenario.StartAsync();
        var voucher = await s.ClaimAsync(await s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        await s.School.ListRedemptionsAsync();
        Task stopping;
        List<Task<CheckAnswer>> calls;
        await using (await s.Server.Database.HoldGroupsAsync("verification"))
        {
            calls = [.. Enumerable.Range(0, Commands).Select(_ => s.School.CheckAsync(new(voucher.Code)))];
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            stopping = s.Server.StopAsync();
            await Wait.UntilAsync(async () => !await TakesConnectionsAsync(s));
            Assert.All(calls, call => Assert.False(call.IsCompleted));
        }

        Assert.All(await Task.WhenAll(calls), answer => Assert.True(answer.Usable));
        await stopping;
        Assert.Equal(Commands, (await s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM verification"))[0]);
    }

    private static async Task<bool> TakesConnectionsAsync(Scenario s)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", new Uri(s.Server.Address).Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
