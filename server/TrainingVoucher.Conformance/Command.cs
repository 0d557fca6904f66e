using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Conformance.Reports;

namespace TrainingVoucher.Conformance;

/// <summary>The command: starts everything, runs the cases, writes the reports, and ends everything.</summary>
internal static class Command
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter told, TextWriter faults, CancellationToken ct)
    {
        var (line, error) = CommandLine.Parse(args);
        if (error is not null)
        {
            await faults.WriteLineAsync($"{error}\n\n{CommandLine.Usage}");
            return 2;
        }

        if (line.IsHelp || line.IsList)
        {
            await told.WriteLineAsync(line.IsHelp ? CommandLine.Usage : string.Join('\n', line.Cases.Select(c => $"{c.Id,-30} {c.Did.Zh} / {c.Did.En}")));
            return 0;
        }

        try
        {
            Directory.CreateDirectory(line.Out);
            var report = await TestAsync(line, told, ct);
            await ReportFiles.WriteAsync(report, line.Out, ct);
            await EndAsync(report, line.Out, told, faults);
            return report.ExitCode();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await faults.WriteLineAsync($"{line.Out}: {e.Message}");
            return 2;
        }
    }

    private static async Task<Report> TestAsync(CommandLine line, TextWriter told, CancellationToken ct)
    {
        await using var site = await Site.StartAsync(ct);
        await using var relay = await Relay.StartAsync(site.Address, site.Time, ct);
        await using var driver = new DriverProcess(line.Program, line.Patience);
        return await new Run(site, relay, driver, told).CasesAsync(line.Cases, ct);
    }

    private static async Task EndAsync(Report report, string directory, TextWriter told, TextWriter faults)
    {
        if (report.Problem is { } problem)
        {
            await faults.WriteLineAsync($"{problem.Zh}\n{problem.En}");
        }

        await told.WriteLineAsync($"{report.Passed} passed, {report.Failed} failed, {report.NotApplicable} not applicable: {Path.Combine(directory, ReportFiles.Html)}");
    }
}
