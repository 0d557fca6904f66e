using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingVoucher.Conformance;
using TrainingVoucher.Conformance.Cases;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;

namespace TrainingVoucher.Testing.Tests.Conformance;

public sealed class CommandLineTests : IDisposable
{
    private readonly ConformanceCommand command = new();

    public void Dispose() => command.Dispose();

    [Theory]
    [InlineData("Name the program, after --.")]
    [InlineData("-- must be followed by the program.", "--")]
    [InlineData("driver is no option; the program follows after --.", "driver")]
    [InlineData("--out must be followed by a value.", "--out")]
    [InlineData("--cases names no case; --list names all.", "--cases", "nothing,none*", "--", "driver")]
    [InlineData("--patience must be 1 to 600 seconds.", "--patience", "0", "--", "driver")]
    [InlineData("--patience must be 1 to 600 seconds.", "--patience", "601", "--", "driver")]
    public async Task Arguments_ThatAreWrong_AreSaidAndEndWithTwo(string said, params string[] args)
    {
        Assert.Equal(2, await command.RunAsync(args));

        Assert.StartsWith(said, command.Faults, StringComparison.Ordinal);
        Assert.Contains(CommandLine.Usage, command.Faults, StringComparison.Ordinal);
        Assert.Empty(command.Told);
    }

    [Fact]
    public async Task List_OfSomeCases_NamesThem()
    {
        Assert.Equal(0, await command.RunAsync("--cases", "feed-gap,webhook*", "--list"));

        var lines = command.Told.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(CaseList.Find(["feed-gap", "webhook*"]).Select(c => c.Id), lines.Select(line => line.Split(' ')[0]));
        Assert.Contains(lines, line => line.StartsWith("feed-gap ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_ThatIsNotThere_IsSaidInBothReportsToo()
    {
        Assert.Equal(2, await command.RunAsync("--out", command.Folder, "--", "/nowhere/driver"));

        Assert.StartsWith("程序无法启动：", command.Faults, StringComparison.Ordinal);
        Assert.Contains("The program cannot be started: ", command.Report.GetProperty("problem").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.Contains("The program cannot be started: ", command.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_ThatCannotBeWritten_EndWithTwo()
    {
        var file = Path.Combine(command.Folder, "a file");
        await File.WriteAllTextAsync(file, "");

        Assert.Equal(2, await command.RunAsync("--out", file, "--", "/nowhere/driver"));
        Assert.StartsWith(file, command.Faults, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_ItsCommands_RunAsTheyStand()
    {
        var lines = Regex.Matches(ConformanceCommand.Document, "^training-voucher-conformance (?<args>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["args"].Value.Split(' ')).ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, args => Assert.Null(CommandLine.Parse(args).Error));
        Assert.Equal(0, await command.RunAsync(lines[0]));
        Assert.Equal("conformance-report", CommandLine.Parse(lines[1]).Read.Out);
        Assert.Equal(["dotnet", "samples/ConformanceDriver/bin/Debug/net10.0/ConformanceDriver.dll"], CommandLine.Parse(lines[1]).Read.Program);
    }

    [Fact]
    public void Document_OfTheProtocol_NamesEveryWord()
    {
        var words = typeof(DriverTask).GetProperties().Concat(typeof(DriverAnswer).GetProperties().Where(p => p.CanWrite)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Concat(Errands.Changes).Concat([Errands.Check, Errands.Follow, Errands.Listen, "connect", "handled", DriverAnswer.Done, DriverAnswer.Refused, DriverAnswer.Unknown]);

        Assert.All(words, word => Assert.Contains($"`{word}`", ConformanceCommand.Document, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Subject>(), subject => Assert.Contains($"| {JsonNamingPolicy.CamelCase.ConvertName($"{subject}") switch { "unknownValues" => "unknown values", var s => s }} |", ConformanceCommand.Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Cases_AllOfThem_HaveNamesOfTheirOwnAndBothLanguages()
    {
        Assert.Distinct(CaseList.All.Select(c => c.Id), StringComparer.Ordinal);
        Assert.All(CaseList.All, c => Assert.Matches("^[a-z]+(-[a-z]+)+$", c.Id));
        Assert.All(CaseList.All, c => Assert.Matches("[\u4e00-\u9fff]", c.Did.Zh));
        Assert.All(CaseList.All, c => Assert.Matches("^[ -~]+$", c.Did.En));
    }
}
