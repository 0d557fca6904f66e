using System.Diagnostics;
using System.Reflection;
using TrainingVoucher.Client;
using TrainingVoucher.Conformance.Cases;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Conformance.Reports;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance;

/// <summary>Takes a program through the cases, one after the other.</summary>
internal sealed class Run(Site site, Relay relay, IDriver driver, TextWriter told)
{
    /// <summary>How often a program may fail to answer before nothing more is asked of it.</summary>
    private const int Patient = 3;

    private int silences;

    public async Task<Report> CasesAsync(IReadOnlyList<Case> cases, CancellationToken ct)
    {
        var began = TimeProvider.System.GetUtcNow();
        var (can, problem) = await MeetAsync(ct);
        var reports = new List<CaseReport>();
        if (problem is null)
        {
            problem = cases.Any(c => c.AppliesTo(can)) ? null : Problems.CannotDoAnything;
            foreach (var next in cases)
            {
                reports.Add(await ReportAsync(next, can, ct));
                await TellAsync(reports[^1]);
            }
        }

        return new Report
        {
            StartedAt = began,
            EndedAt = TimeProvider.System.GetUtcNow(),
            Version = typeof(Run).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Can = [.. can.Select(Scrubbing.Of)],
            Problem = problem,
            Cases = reports,
        };
    }

    /// <summary>Has the program connect for the first time, to hear what it can do.</summary>
    private async Task<(IReadOnlySet<string> Can, LocalText? Problem)> MeetAsync(CancellationToken ct)
    {
        try
        {
            var partner = await site.NewPartnerAsync(Errands.Redeem, ct);
            var answer = await driver.AskAsync(partner.Connecting(site.NewTask("connect"), relay.Address), ct);
            return ((answer.Can ?? []).ToHashSet(StringComparer.Ordinal), null);
        }
        catch (DriverException e)
        {
            return (new HashSet<string>(StringComparer.Ordinal), Problems.Of(e));
        }
    }

    private async Task<CaseReport> ReportAsync(Case next, IReadOnlySet<string> can, CancellationToken ct)
    {
        var report = new CaseReport { Id = next.Id, Subject = next.Subject, Did = next.Did, Result = Verdict.NotApplicable };
        if (!next.AppliesTo(can))
        {
            return report;
        }

        if (silences >= Patient)
        {
            return report with { Result = Verdict.Failed, Problem = Problems.GivenUp };
        }

        var watch = Stopwatch.StartNew();
        relay.Script = new Script();
        site.MoveTo(next.Hour switch { Hour.Behind => -Site.Behind, Hour.Right => TimeSpan.Zero, _ => ClockCases.Ahead });
        var stage = new Stage(site, relay, driver, can, ct);
        var problem = await RunAsync(next, stage);
        // Without its case, what is still on its way finds nothing in its way.
        stage.Script.Clear();
        return report with
        {
            Result = problem is null && stage.Checks.Count > 0 && stage.Checks.All(c => c.IsMet) ? Verdict.Passed : Verdict.Failed,
            Checks = [.. stage.Checks.Select(c => c with { Seen = Scrubbing.Of(c.Seen) })],
            Problem = problem,
            Milliseconds = watch.ElapsedMilliseconds,
            Requests = [.. stage.Script.Requests.Select(r => r with { Method = Scrubbing.Of(r.Method), Path = Scrubbing.Of(r.Path) })],
        };
    }

    /// <summary>Runs a case; says why it broke off, if it did.</summary>
    private async Task<LocalText?> RunAsync(Case next, Stage stage)
    {
        try
        {
            await next.RunAsync(stage);
            silences = 0;
            return null;
        }
        catch (DriverException e)
        {
            silences++;
            await StartAnewAsync();
            return Problems.Of(e);
        }
        catch (Exception e) when (e is TrainingVoucherException or HttpRequestException or IOException or ArgumentException or InvalidOperationException)
        {
            return Problems.Of(e);
        }
    }

    private async Task StartAnewAsync()
    {
        try
        {
            await driver.RestartAsync();
        }
        catch (DriverException)
        {
            // The next case says it.
        }
    }

    private async Task TellAsync(CaseReport report)
    {
        var word = report.Result switch { Verdict.Passed => "pass", Verdict.Failed => "FAIL", _ => "n/a " };
        await told.WriteLineAsync($"{word}  {report.Id}");
        if (report.Problem is { } problem)
        {
            await told.WriteLineAsync($"      {problem.Zh} / {problem.En}");
        }

        foreach (var check in report.Checks.Where(c => !c.IsMet))
        {
            await told.WriteLineAsync($"      {check.Expected.Zh} / {check.Expected.En}: {check.Seen}");
        }
    }
}
