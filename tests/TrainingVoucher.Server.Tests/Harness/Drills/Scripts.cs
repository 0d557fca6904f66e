using System.Diagnostics;
using Npgsql;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Harness.Drills;

/// <summary>Runs the scripts that operators run, on the database of a test.</summary>
internal static class Scripts
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The exit code and everything that was said.</summary>
    public static async Task<(int Exit, string Said)> RunAsync(string script, TestDatabase database, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "server", "operations", script), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--server");
        start.ArgumentList.Add(typeof(ServerHost).Assembly.Location);
        if (database is PostgresTestDatabase postgres)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(postgres.Name);
            var owner = new NpgsqlConnectionStringBuilder(postgres.Owner);
            (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (owner.Host, $"{owner.Port}");
            (start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (owner.Username, owner.Password);
            start.Environment["PATH"] = PostgresPrograms.Find() + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await error);
    }

    private static string Root()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "TrainingVoucher.sln")))
        {
            here = here.Parent!;
        }

        return here.FullName;
    }
}
