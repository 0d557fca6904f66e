using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>What partners compile against: a change of it is seen in review, as a changed line of a file.</summary>
public sealed class PublicApiTests
{
    private const string Path = "sdk/TrainingVoucher/PublicApi.txt";

    [Fact]
    public void PublicApi_IsListedAsDeclared() =>
        Repository.MustBe(Path, string.Concat(PublicApi.Lines(typeof(Operations).Assembly).Select(line => line + "\n")));

    [Fact]
    public void PublicApi_EveryTypeAndMember_HasALineOfItsOwn()
    {
        var lines = PublicApi.Lines(typeof(Operations).Assembly).ToList();

        Assert.Distinct(lines, StringComparer.Ordinal);
        Assert.All(typeof(Operations).Assembly.GetExportedTypes(), type => Assert.Single(lines, line => line.StartsWith($"{TypeNames.Of(type)}: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PublicApiSample: sealed class : System.IDisposable")]
    [InlineData("PublicApiSample.Longest: const int = 7")]
    [InlineData("PublicApiSample.Names { get; init; }: required System.Collections.Generic.IReadOnlyDictionary<string, string?>")]
    [InlineData("PublicApiSample.Shared: static readonly string")]
    [InlineData("PublicApiSample.Dispose(): void")]
    [InlineData("PublicApiSample.Find<T>(string? name, T[] among, int? from = null, bool exact = true, System.Threading.CancellationToken ct = default): static System.Threading.Tasks.Task<T> where T : class")]
    [InlineData("PublicApiSample.ToString(): override string")]
    [InlineData("PublicApiSample.TryRead(out string? text, params int[] places): bool")]
    public void Lines_OfASample_SayEverythingACallerDependsOn(string expected) => Assert.Contains(expected, PublicApi.Lines(typeof(PublicApiSample)));

    [Fact]
    public void Lines_OfASample_LeaveOutWhatNobodyOutsideSees() => Assert.Equal(8 + 1, PublicApi.Lines(typeof(PublicApiSample)).Count());
}
