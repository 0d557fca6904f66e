using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>The server dies in the middle of a command, or the scan gun does: nothing is done twice, and nothing is lost.</summary>
[Collection(ScanGunSiteCollection.Name)]
public sealed class ScanGunOutageTests(ScanGunSite site)
{
    private const string Redeem = "/v1/vouchers/redeem";
    private const string RedeemMany = "/v1/vouchers/redeem-many";
    private const string Reverse = "/v1/vouchers/reverse";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redeem_ServerDiesInTheMiddle_IsDoneOnceAndSaidOnce(bool afterItsAnswer)
    {
        var (voucher, person) = await site.ClaimAsync();
        var (next, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        var dead = KillAt(Redeem, afterItsAnswer);

        await gun.RedeemAsync(voucher.Token!, person, "[未定] 无法连接服务器。请检查网络后重试。  " + voucher.Code);
        await dead;
        await gun.ScanAsync(next.Token!, "刚才的扫描未处理，请稍后再扫。");
        await site.City.Fleet.StartAsync(0);
        await gun.SeesAsync($"[通过] 已用券  500.00 元  {voucher.Code}");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await gun.ScanAsync(next.Token!, "可以使用");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.Equal(1, Count(gun.Said, "[通过] 已用券"));
        Assert.DoesNotContain("拒绝", gun.Said, StringComparison.Ordinal);
        Assert.Single(await site.RedemptionsAsync(voucher.Code));
    }

    [Fact]
    public async Task Redeem_ScanGunDiesToo_IsToldByTheNextRun()
    {
        var (voucher, person) = await site.ClaimAsync();
        var settings = await site.SettingsAsync();
        await using (var gun = ScanGunProcess.Start(settings))
        {
            var dead = KillAt(Redeem, afterItsAnswer: true);
            await gun.RedeemAsync(voucher.Token!, person, "[未定]");
            await dead;
            await gun.KillAsync();
        }

        var kept = await File.ReadAllBytesAsync(OpenFile(settings));
        Assert.DoesNotContain(MadeUp.Document(person).Number, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain(voucher.Token!, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        await using (var offline = ScanGunProcess.Start(settings))
        {
            await offline.SeesAsync("上次操作结果未知，正在以同一个键重试。");
            await offline.SeesAsync("[未定]");
            Assert.Equal(1, await offline.QuitAsync());
            Assert.Contains($"[未定] 结果仍未知，已保存；请再次启动本程序。  {voucher.Code}", offline.Said, StringComparison.Ordinal);
        }

        await site.City.Fleet.StartAsync(0);
        await using var again = ScanGunProcess.Start(settings);
        await again.SeesAsync($"[通过] 已用券  500.00 元  {voucher.Code}");
        await again.ScanAsync("撤销", "[通过] 已撤销用券");
        Assert.Equal(0, await again.QuitAsync());
        Assert.Empty(await File.ReadAllBytesAsync(OpenFile(settings)));
        Assert.Equal(VoucherState.Claimed, await site.StateAsync(voucher.Code));
    }

    [Fact]
    public async Task Class_ServerDiesAfterItsAnswer_HasTheSameResultsOnce()
    {
        var (first, one) = await site.ClaimAsync();
        var (second, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.ScanAsync("班级", "班级：");
        await gun.RedeemAsync(first.Token!, one, "已登记");
        await gun.RedeemAsync(second.Token!, one, "已登记");
        var dead = KillAt(RedeemMany, afterItsAnswer: true);

        await gun.ScanAsync("提交", $"[未定] 无法连接服务器。请检查网络后重试。  {first.Code}  {second.Code}");
        await dead;
        await site.City.Fleet.StartAsync(0);
        await gun.SeesAsync($"[通过] 已用券  500.00 元  {first.Code}  座位 1");
        await gun.SeesAsync($"[拒绝] {ErrorCodes.HolderMismatch.Chinese}{ErrorCodes.HolderMismatch.NextChinese}  座位 2  {second.Code}");
        await gun.SeesAsync("[拒绝] 已用券  1/2  500.00 元");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.Single(await site.RedemptionsAsync(first.Code));
        Assert.Empty(await site.RedemptionsAsync(second.Code));
    }

    [Fact]
    public async Task Reverse_ServerDiesAfterItsAnswer_IsReversedOnce()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.RedeemAsync(voucher.Token!, person, "[通过] 已用券");
        var dead = KillAt(Reverse, afterItsAnswer: true);

        await gun.ScanAsync("撤销", $"[未定] 无法连接服务器。请检查网络后重试。  {voucher.Code}");
        await dead;
        await site.City.Fleet.StartAsync(0);
        await gun.SeesAsync($"[通过] 已撤销用券  500.00 元  面值券  {voucher.Code}");

        await gun.ScanAsync("reverse", "[拒绝] 没有可撤销的用券。");
        Assert.Equal(VoucherState.Claimed, await site.StateAsync(voucher.Code));
    }

    [Fact]
    public async Task Check_NoServer_IsUnknownAndLeavesNothingOpen()
    {
        var (voucher, person) = await site.ClaimAsync();
        var settings = await site.SettingsAsync();
        await using var gun = ScanGunProcess.Start(settings);
        await gun.SeesAsync("用券：请扫描券");
        site.City.Fleet.Kill(0);

        await gun.ScanAsync(voucher.Token!, "[未定] 无法连接服务器。请检查网络后重试。");
        await gun.ScanAsync(MadeUp.Document(person).Number, "[拒绝] 请先扫描券。");
        await site.City.Fleet.StartAsync(0);

        Assert.Equal(0, await gun.QuitAsync());
    }

    [Fact]
    public async Task Start_OpenFileInUseOrUnreadable_SaysSoAndTouchesNothing()
    {
        var settings = await site.SettingsAsync();
        await using var gun = ScanGunProcess.Start(settings);
        await gun.SeesAsync("用券：请扫描券");
        await using (var second = ScanGunProcess.Start(settings))
        {
            Assert.Equal(2, await second.ExitAsync());
            Assert.Contains("Does another ScanGun run with it?", second.Said, StringComparison.Ordinal);
        }

        var (voucher, person) = await site.ClaimAsync();
        var dead = KillAt(Redeem, afterItsAnswer: false);
        await gun.RedeemAsync(voucher.Token!, person, "[未定]");
        await dead;
        Assert.Equal(1, await gun.QuitAsync());
        await site.City.Fleet.StartAsync(0);
        var kept = await File.ReadAllBytesAsync(OpenFile(settings));
        await ScanGunSite.WriteKeyAsync(new DirectoryInfo(Path.GetDirectoryName(settings)!), TestKey.New());

        await using var stranger = ScanGunProcess.Start(settings);
        Assert.Equal(2, await stranger.ExitAsync());
        Assert.Contains("cannot be read with this private key", stranger.Said, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllBytesAsync(OpenFile(settings)));
    }

    private Task KillAt(string path, bool afterItsAnswer) => site.Relay.KillAt(path, afterItsAnswer, () => site.City.Fleet.Kill(0));

    private static string OpenFile(string settings) => Path.Combine(Path.GetDirectoryName(settings)!, "scangun.open");

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
