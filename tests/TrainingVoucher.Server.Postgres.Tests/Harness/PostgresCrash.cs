using System.Diagnostics;
using System.Globalization;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>A PostgreSQL that dies at once and as a whole, as when the power goes but for the disk cache, and comes up again.</summary>
internal static class PostgresCrash
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>SIGKILL for the postmaster and all its children; returns when none is left.</summary>
    public static async Task KillAsync(this PostgresCluster cluster)
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(cluster.Root, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var late = new CancellationTokenSource(Longest);
        var processes = new[] { postmaster }.Concat(ChildrenOf(postmaster)).Select(Find).OfType<Process>().ToList();
        foreach (var process in processes)
        {
            process.Kill();
        }

        foreach (var process in processes)
        {
            await process.WaitForExitAsync(late.Token);
            process.Dispose();
        }
    }

    /// <summary>Starts it again; returns when it has recovered and takes connections.</summary>
    public static async Task RestartAsync(this PostgresCluster cluster)
    {
        // Its postmaster must not inherit a pipe of this process.
        string[] command =
        [
            .. PostgresPrograms.Unprivileged(), "sh", "-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "restart", Path.Combine(PostgresPrograms.Find(), "pg_ctl"),
            "start", "-s", "-w", "-t", "60", "-D", Path.Combine(cluster.Root, "data"), "-l", Path.Combine(cluster.Root, "log"),
        ];
        var start = new ProcessStartInfo("setsid", ["--wait", .. command]) { WorkingDirectory = "/", UseShellExecute = false };
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Longest);
        await process.WaitForExitAsync(late.Token);
        Assert.True(process.ExitCode == 0, $"PostgreSQL does not come up again:\n{System.Text.Encoding.UTF8.GetString(cluster.ReadLog())}");
    }

    private static IEnumerable<int> ChildrenOf(int parent) => Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == parent);

    /// <summary>The fourth field of the process's status line; the second is in brackets and may hold anything.</summary>
    private static int ParentOf(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
