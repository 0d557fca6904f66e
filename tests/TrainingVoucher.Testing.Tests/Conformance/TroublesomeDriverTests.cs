using System.Diagnostics;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Reports;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>Whatever the program under test does, the command ends soon and says what was wrong.</summary>
public sealed class TroublesomeDriverTests(ConformanceSite site) : IClassFixture<ConformanceSite>
{
    [Theory]
    [InlineData("The program did not answer within 1 s.", "sleep", "600")]
    [InlineData("The program ended without an answer (exit code 1).", "false")]
    [InlineData("A line on standard output is no answer: y", "yes")]
    [InlineData("A line on standard output is no answer: {\"outcome\":\"maybe\"}", "yes", "{\"outcome\":\"maybe\"}")]
    [InlineData("The program answered another task: connect-0", "yes", "{\"task\":\"connect-0\",\"outcome\":\"done\"}")]
    [InlineData("A line on standard output is too long (> 262144 B).", "cat", "/dev/zero")]
    [InlineData("The program ended without an answer (exit code 0).", "cat", "/dev/null")]
    [InlineData("The program cannot be started: ", "/nowhere/driver")]
    public async Task Process_ThatIsNoDriver_IsSaidAndJudgedAsNothing(string said, params string[] command)
    {
        var watch = Stopwatch.StartNew();

        var report = await site.RunAsync(new DriverProcess(command, TimeSpan.FromSeconds(1)));

        Assert.StartsWith(said, report.Problem?.En, StringComparison.Ordinal);
        Assert.NotEqual(report.Problem?.En, report.Problem?.Zh);
        Assert.Equal(2, report.ExitCode());
        Assert.Empty(report.Cases);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Driver_ThatCanDoNothing_IsNotJudged()
    {
        var report = await site.RunAsync(new Knowing(Careless.Of("none")));

        Assert.Equal(Problems.CannotDoAnything, report.Problem);
        Assert.Equal((2, 0, 0), (report.ExitCode(), report.Passed, report.Failed));
    }

    [Fact]
    public async Task Driver_OfOneRole_IsJudgedByItsCasesAlone()
    {
        var report = await site.RunAsync(new Knowing(Careless.Of("none"), "claim", "follow"), "claim-refused", "return-refused", "redeem-refused", "feed-in-order");

        Assert.Equal((0, 2, 0, 2), (report.ExitCode(), report.Passed, report.Failed, report.NotApplicable));
    }

    [Fact]
    public async Task Driver_ThatStopsAnswering_IsGivenUpAfterSomeCases()
    {
        var asked = 0;
        var report = await site.RunAsync(new Instead(Careless.Of("none"), task => task.Do != "redeem" ? Task.FromResult<DriverAnswer?>(null) : throw new DriverException(DriverFault.Silent, $"{++asked} s")), "redeem*");

        Assert.Equal((1, 3, 0), (report.ExitCode(), asked, report.Passed));
        Assert.All(report.Cases.Take(3), c => Assert.StartsWith("The program did not answer within", c.Problem!.En, StringComparison.Ordinal));
        Assert.All(report.Cases.Skip(3), c => Assert.Equal(Problems.GivenUp, c.Problem));
    }

    [Fact]
    public async Task Driver_ThatLeaks_DoesNotGetItIntoAReport()
    {
        var (number, server) = ("", new Uri("http://127.0.0.1"));
        const string markup = "<script>alert(1)</script>";
        var report = await site.RunAsync(
            new Instead(Careless.Of("none"), async task =>
            {
                (number, server) = (task.Document?.Number ?? number, task.Server ?? server);
                if (task.Do != "redeem")
                {
                    return null;
                }

                using var http = new HttpClient();
                using var sent = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/v1/vouchers/{number}")) { Content = new StringContent(number) };
                sent.Headers.Add("Idempotency-Key", number);
                using var answer = await http.SendAsync(sent);
                return new() { Task = task.Task, Outcome = DriverAnswer.Refused, Code = $"{markup}{number} {task.Scan} whsec_c2VjcmV0" };
            }),
            "redeem-refused");
        using var command = new ConformanceCommand();
        await ReportFiles.WriteAsync(report, command.Folder, CancellationToken.None);

        Assert.Equal(18, number.Length);
        Assert.Equal(1, report.Failed);
        Assert.Contains("/v1/vouchers/***", command.Json, StringComparison.Ordinal);
        Assert.All(new[] { command.Json, command.Html }, text => Assert.DoesNotMatch("[0-9]{14}|TV1[0-9A-Z]{10}|whsec_c2", text));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;***", command.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(markup, command.Html, StringComparison.Ordinal);
    }
}
