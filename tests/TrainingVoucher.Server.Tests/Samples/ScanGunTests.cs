using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>What the counter says to one scan after the other.</summary>
[Collection(ScanGunSiteCollection.Name)]
public sealed class ScanGunTests(ScanGunSite site)
{
    [Fact]
    public async Task Check_TokenAndCode_IsGreenAndChangesNothing()
    {
        var (voucher, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.ScanAsync("查券", "查券：请扫描券。");

        var answer = await gun.ScanAsync(voucher.Token!, "通过");
        Assert.StartsWith($"[通过] 可以使用  500.00 元  面值券  {voucher.Code}  有效至 {voucher.LastDay:yyyy-MM-dd}", answer, StringComparison.Ordinal);
        await gun.ScanAsync(voucher.Code, $"[通过] 可以使用  500.00 元  面值券  {voucher.Code}");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.Equal(VoucherState.Claimed, await site.StateAsync(voucher.Code));
    }

    [Fact]
    public async Task Redeem_VoucherThenCard_IsGreenOnceAndRedAfterwards()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());

        await gun.ScanAsync(voucher.Token!, "请刷持券人证件。");
        Assert.Equal($"[通过] 已用券  500.00 元  {voucher.Code}", await gun.ScanAsync(MadeUp.Document(person).Number, "["));
        var again = await gun.ScanAsync(voucher.Token!, "[");

        Assert.Equal($"[拒绝] {ErrorCodes.AlreadyRedeemed.Chinese}{ErrorCodes.AlreadyRedeemed.NextChinese}  {voucher.Code}", again);
        var redemption = Assert.Single(await site.RedemptionsAsync(voucher.Code));
        Assert.Equal(("welder", 5), (redemption.Project, redemption.Level));
    }

    [Fact]
    public async Task Redeem_WrongCards_AreRedAndLeaveTheVoucher()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        var card = MadeUp.Document(person).Number;

        await gun.ScanAsync(card, "[拒绝] 请先扫描券。");
        await gun.ScanAsync(voucher.Token!, "请刷持券人证件。");
        await gun.ScanAsync(card[..^1] + (card[^1] == '1' ? '2' : '1'), "[拒绝] 证件号读取有误。请重新刷证件。");
        await gun.ScanAsync(MadeUp.Document(4711).Number, $"[拒绝] {ErrorCodes.HolderMismatch.Chinese}{ErrorCodes.HolderMismatch.NextChinese}  {voucher.Code}");

        Assert.Equal(VoucherState.Claimed, await site.StateAsync(voucher.Code));
        await gun.RedeemAsync(voucher.Token!, person, "[通过] 已用券");
    }

    [Fact]
    public async Task Reverse_TheLast_GivesItBackAndEndsWithNothing()
    {
        var (first, one) = await site.ClaimAsync();
        var (second, two) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.RedeemAsync(first.Token!, one, "[通过] 已用券");
        await gun.RedeemAsync(second.Token!, two, "[通过] 已用券");

        await gun.ScanAsync("撤销", $"[通过] 已撤销用券  500.00 元  面值券  {second.Code}");
        Assert.Equal((VoucherState.Redeemed, VoucherState.Claimed), (await site.StateAsync(first.Code), await site.StateAsync(second.Code)));
        await gun.ScanAsync("reverse", $"[通过] 已撤销用券  500.00 元  面值券  {first.Code}");
        await gun.ScanAsync("撤销", "[拒绝] 没有可撤销的用券。");

        Assert.Equal(VoucherState.Claimed, await site.StateAsync(first.Code));
    }

    [Fact]
    public async Task Class_ThreeSeatsOneWithAWrongCard_HasAResultForEach()
    {
        var seats = new List<(Voucher Voucher, int Person)> { await site.ClaimAsync(), await site.ClaimAsync(), await site.ClaimAsync(), await site.ClaimAsync() };
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.ScanAsync("班级", "班级：逐人扫描券和证件");
        await gun.ScanAsync("提交", "[拒绝] 班级中还没有人。");
        await gun.RedeemAsync(seats[0].Voucher.Token!, seats[0].Person, $"已登记  座位 1  {seats[0].Voucher.Code}");
        await gun.RedeemAsync(seats[1].Voucher.Code, seats[2].Person, "已登记  座位 2");
        await gun.RedeemAsync(seats[2].Voucher.Token!, seats[2].Person, "已登记  座位 3");
        await gun.RedeemAsync(seats[3].Voucher.Token!, seats[3].Person, "已登记  座位 4");
        await gun.ScanAsync(seats[0].Voucher.Code, "[拒绝] 此券已在班级中。  座位 1");
        await gun.ScanAsync("移除 7", "[拒绝] 没有此座位。  7");
        await gun.ScanAsync("移除 4", $"已移除  座位 4  {seats[3].Voucher.Code}");

        await gun.ScanAsync("提交", $"[通过] 已用券  500.00 元  {seats[0].Voucher.Code}  座位 1");
        await gun.SeesAsync($"[拒绝] {ErrorCodes.HolderMismatch.Chinese}{ErrorCodes.HolderMismatch.NextChinese}  座位 2  {seats[1].Voucher.Code}");
        await gun.SeesAsync($"[通过] 已用券  500.00 元  {seats[2].Voucher.Code}  座位 3");
        await gun.SeesAsync("[拒绝] 已用券  2/3  1,000.00 元");
        await gun.ScanAsync("go", "[拒绝] 班级中还没有人。");

        Assert.Equal(0, await gun.QuitAsync());
        foreach (var (i, expected) in new[] { VoucherState.Redeemed, VoucherState.Claimed, VoucherState.Redeemed, VoucherState.Claimed }.Index())
        {
            Assert.Equal(expected, await site.StateAsync(seats[i].Voucher.Code));
        }
    }

    [Fact]
    public async Task Quit_WithAClass_AsksFirstAndSaysSoByTheExitCode()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.ScanAsync("班级");
        await gun.RedeemAsync(voucher.Token!, person, "已登记");

        await gun.ScanAsync("退出", "班级尚未提交");
        await gun.ScanAsync("帮助", "指令");
        await gun.ScanAsync("退出", "班级尚未提交");
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        await gun.ScanAsync("退出", "[未定] 班级未提交，未用券。  1");

        Assert.Equal(1, await gun.ExitAsync());
        Assert.Equal(VoucherState.Claimed, await site.StateAsync(voucher.Code));
    }

    [Fact]
    public async Task Course_ByItsName_IsWhatVouchersAreRedeemedFor()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());

        await gun.ScanAsync("课程 木工", "[拒绝] 没有此课程。  焊工五级  电工（四级）");
        await gun.ScanAsync("课程 电工（四级）", "课程 电工（四级）");
        await gun.RedeemAsync(voucher.Token!, person, "[通过] 已用券");

        var redemption = Assert.Single(await site.RedemptionsAsync(voucher.Code));
        Assert.Equal(("electrician", 4), (redemption.Project, redemption.Level));
    }

    [Fact]
    public async Task Screen_InEnglish_SpeaksEnglish()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync("en"));

        await gun.ScanAsync(voucher.Token!, $"usable  500.00 yuan  Face value  {voucher.Code}  until ");
        await gun.ScanAsync(MadeUp.Document(person).Number, $"[OK] redeemed  500.00 yuan  {voucher.Code}");
        await gun.ScanAsync(voucher.Code, $"[REFUSED] {ErrorCodes.AlreadyRedeemed.English} {ErrorCodes.AlreadyRedeemed.NextEnglish}  {voucher.Code}");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.DoesNotContain('\e', gun.Said);
    }

    [Theory]
    [InlineData("", "\e[30;42m[通过] ", "quit\n")]
    [InlineData("1", "[通过] ", "\u0003")]
    public async Task Screen_OnATerminal_IsColouredUnlessNoColorIsSet(string noColour, string expected, string ending)
    {
        var (voucher, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.StartOnTerminal(await site.SettingsAsync(), noColour);
        await gun.ScanAsync("查券", "查券：请扫描券。");

        await gun.TypeAsync(voucher.Code + "\n");

        Assert.StartsWith(expected, await gun.SeesAsync("[通过] "), StringComparison.Ordinal);
        await gun.TypeAsync(ending);
        Assert.Equal(0, await gun.ExitAsync());
    }
}
