using Microsoft.Playwright;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Browser.Tests;

/// <summary>A real server with vouchers in every condition that the verify page tells apart, and a browser.</summary>
public sealed class VerifySite : IAsyncLifetime
{
    private Scenario _scenario = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Claimed and unused.</summary>
    public Voucher Good { get; private set; } = null!;

    /// <summary>Redeemed.</summary>
    public Voucher Used { get; private set; } = null!;

    /// <summary>Well formed and never issued.</summary>
    public string Unknown { get; } = new VoucherCode(VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])).Format();

    /// <summary>One character of the good code mistyped.</summary>
    public string Mistyped => Good.Code[..^1] + (Good.Code[^1] == 'Z' ? 'Y' : 'Z');

    /// <summary>The good token with one character of its signature changed.</summary>
    public string Forged => Good.Token![..^60] + (Good.Token[^60] == '7' ? '8' : '7') + Good.Token[^59..];

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _scenario = await Scenario.StartAsync();
        var batch = await _scenario.ReleaseAsync(Scenario.FaceValue(), 5);
        Good = await _scenario.ClaimAsync(batch, 1);
        Used = await _scenario.ClaimAsync(batch, 2);
        await _scenario.RedeemAsync(Used, 2);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _scenario.DisposeAsync();
    }

    internal Task<Visitor> VisitAsync(string language = "zh-CN", bool script = true, int width = 1024, int height = 768) =>
        Visitor.ArriveAsync(_browser, _scenario.Server.Address, new() { Locale = language, JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = height } });
}

[CollectionDefinition(Name)]
public sealed class VerifySiteCollection : ICollectionFixture<VerifySite>
{
    public const string Name = "verify site";
}
