using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Tests;

namespace TrainingVoucher.Testing.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreTheCompiledSnippets()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        ReadmeBlocks.AssertCompiled(Path.Combine(here, "..", "..", "server", "TrainingVoucher.Testing", "README.md"), Path.Combine(here, "ReadmeSnippets.cs"));
    }

    [Fact]
    public async Task Readme_CodeBlocks_RunToTheirEnd()
    {
        var services = new ServiceCollection();

        Assert.Equal("10 True Claimed 50000 already_redeemed", await ReadmeSnippets.RunAsync(services));
        Assert.Contains(services, s => s.ServiceType == typeof(TrainingVoucherClient));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
