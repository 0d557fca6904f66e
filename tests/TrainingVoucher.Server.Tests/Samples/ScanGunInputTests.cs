using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>What scanners do to a scan.</summary>
[Collection(ScanGunSiteCollection.Name)]
public sealed class ScanGunInputTests(ScanGunSite site)
{
    [Fact]
    public async Task Scan_HoweverTheScannerSendsIt_IsRead()
    {
        var (voucher, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync(prefix: "~", suffix: "#9"));
        await gun.ScanAsync("查券", "查券：请扫描券。");
        var (token, code) = (voucher.Token!, voucher.Code);
        foreach (var keys in (string[])
        [
            $"{token}\r\n", $"{code}\r", $"~{token}#9\n", $"\u0002{code}\u0003\r\n", $"]Q3{token}\r\n", $"～{Wide(code)}＃９\r\n", $"{Wide(token)}\n",
            $"{token.ToLowerInvariant()}\t\r\n", $"　{Wide(code.ToLowerInvariant())}　\r\n", $"\uFEFF{token}\n", $"{token[..90]}{token}\r\n", $"{token}{token}\n",
        ])
        {
            await gun.TypeAsync(keys);
            await gun.SeesAsync("[");
            Assert.EndsWith($"有效至 {voucher.LastDay:yyyy-MM-dd}", gun.Said.TrimEnd(), StringComparison.Ordinal);
            await gun.ScanAsync("帮助", "指令");
        }

        Assert.Equal(0, await gun.QuitAsync());
        Assert.DoesNotContain("拒绝", gun.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_InTwoHalves_IsOne()
    {
        var (voucher, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());

        await gun.TypeAsync(voucher.Token![..70]);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        await gun.TypeAsync(voucher.Token[70..] + "\r");
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        await gun.TypeAsync("\n");

        await gun.SeesAsync($"可以使用  500.00 元  面值券  {voucher.Code}");
        Assert.Equal(0, await gun.QuitAsync());
        Assert.DoesNotContain("拒绝", gun.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_TwiceWithinASecond_CountsOnce()
    {
        var (voucher, person) = await site.ClaimAsync();
        var card = MadeUp.Document(person).Number;
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());

        await gun.TypeAsync($"{voucher.Token}\r\n{voucher.Token}\r\n{card}\r\n{card}\r\n");
        await gun.SeesAsync("可以使用");
        await gun.SeesAsync("重复扫描，已忽略。");
        await gun.SeesAsync("[通过] 已用券");
        await gun.SeesAsync("重复扫描，已忽略。");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.DoesNotContain("拒绝", gun.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_Rubbish_IsRefusedInALineAndTheNextOneIsTaken()
    {
        var (voucher, person) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());

        await gun.ScanAsync("", "用券：请扫描券，再刷证件。");
        await gun.ScanAsync(new string('7', 100_000), $"[拒绝] {ErrorCodes.TokenTooLong.Chinese}{ErrorCodes.TokenTooLong.NextChinese}");
        await gun.TypeAsync([0, 255, 0x1B, (byte)'[', (byte)'2', (byte)'J', 200, 1, 0, 0xC3, 0x28, (byte)'\n']);
        await gun.SeesAsync($"[拒绝] {ErrorCodes.CodeAlphabet.Chinese}");
        await gun.TypeAsync([.. Enumerable.Range(0, 4_000).Select(i => (byte)(128 + i % 100)), (byte)'\r']);
        await gun.SeesAsync("[拒绝] ");
        await gun.ScanAsync(voucher.Code[..^1] + (voucher.Code[^1] == 'Z' ? 'Y' : 'Z'), $"[拒绝] {ErrorCodes.CodeCheck.Chinese}");
        await gun.ScanAsync(voucher.Token![..100], "[拒绝] ");
        await gun.ScanAsync("https://example.com/?x=1", "[拒绝] ");
        await gun.RedeemAsync(voucher.Token!, person, "[通过] 已用券");

        Assert.Equal(0, await gun.QuitAsync());
        Assert.DoesNotContain('\e', gun.Said);
        Assert.DoesNotContain("7777", gun.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_ThatEndsWithoutEnter_IsTakenAndEndsTheProgram()
    {
        var (voucher, _) = await site.ClaimAsync();
        await using var gun = ScanGunProcess.Start(await site.SettingsAsync());
        await gun.TypeAsync(voucher.Token!);

        Assert.Equal(0, await gun.EndAsync());
        Assert.Contains("可以使用  500.00 元", gun.Said, StringComparison.Ordinal);
    }

    private static string Wide(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
