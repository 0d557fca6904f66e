using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Server;
using TrainingVoucher.Tests;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>Each guide, copied in the order of its blocks, leads from nothing to a redeemed voucher in the sandbox of a real server.</summary>
public sealed class GuideTests(GuideServer server) : IClassFixture<GuideServer>
{
    [Theory]
    [InlineData("channel", "ChannelGuide")]
    [InlineData("institution", "InstitutionGuide")]
    [InlineData("course-platform", "CoursePlatformGuide")]
    [InlineData("authority", "AuthorityGuide")]
    [InlineData("regional-system", "RegionalSystemGuide")]
    public void Guide_CodeBlocks_AreTheCompiledSnippets(string guide, string file)
    {
        var here = Path.GetDirectoryName(ThisFile())!;

        ReadmeBlocks.AssertCompiled(Path.Combine(here, "..", "..", "..", "docs", "guides", guide + ".md"), Path.Combine(here, file + ".cs"));
    }

    [Fact]
    public async Task Channel_ByItsGuide_SeesItsVoucherRedeemed() => Assert.Equal("False already_claimed Redeemed", await ChannelGuide.RunAsync(server.Args));

    [Fact]
    public async Task Institution_ByItsGuide_RedeemsAVoucher() => Assert.Equal("holder_mismatch Redeemed Claimed Redeemed wrong_institution Submitted", await InstitutionGuide.RunAsync(server.Args));

    [Fact]
    public async Task CoursePlatform_ByItsGuide_DeductsAVoucher() => Assert.Equal("True Redeemed not_delegated", await CoursePlatformGuide.RunAsync(server.Args));

    [Fact]
    public async Task Authority_ByItsGuide_SeesItsVoucherRedeemedAndPaid() => Assert.Equal("Redeemed Settled", await AuthorityGuide.RunAsync(server.Args));

    [Fact]
    public async Task RegionalSystem_ByItsGuide_ReportsWhatPaysARedeemedVoucher() =>
        Assert.Equal("Applied True duplicate Settled application_state", await RegionalSystemGuide.RunAsync(server.Args));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

/// <summary>A server with a sandbox.</summary>
public sealed class GuideServer : IAsyncLifetime
{
    // A sandbox takes its time to be set up on a machine that has other work.
    private const int Patience = 20;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("training-voucher-");
    private WebApplication _server = null!;

    /// <summary>What the program of a guide is started with: the address of the sandbox.</summary>
    public string[] Args { get; private set; } = [];

    public async Task InitializeAsync()
    {
        _server = await ServerHost.BuildAloneAsync(new ServerOptions { DataDirectory = _data.FullName, PartnerSandbox = true });
        await _server.StartAsync();
        Args = [_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/sandbox/"];
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = new Uri(Args[0]), MaxRetries = Patience, MaxRetryDelay = TimeSpan.FromSeconds(5) });
        await visitor.Sandbox.GetClockAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
