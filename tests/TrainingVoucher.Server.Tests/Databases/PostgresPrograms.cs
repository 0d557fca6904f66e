using System.Diagnostics;
using System.Globalization;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>Where PostgreSQL is installed and who may run it.</summary>
internal static class PostgresPrograms
{
    private const int Oldest = 15;

    /// <summary>The directory that <c>initdb</c> and <c>pg_ctl</c> are in.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Find() => Candidates().FirstOrDefault(IsRecent) ?? throw new InvalidOperationException(
        $"PostgreSQL {Oldest} or later is not installed, and its tests are never skipped. Install it (Debian: postgresql-{Oldest}), or name an existing cluster by the connection string of its superuser in {PostgresDatabases.Variable}.");

    /// <summary>What a command line begins with so that root gives up its rights: PostgreSQL refuses to run as root.</summary>
    public static IReadOnlyList<string> Unprivileged()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }

        var accounts = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).ToList();
        var account = accounts.Find(a => a[0] == "postgres") ?? accounts.Find(a => a[0] == "nobody")
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to run it as.");
        return ["setpriv", $"--reuid={account[2]}", $"--regid={account[3]}", "--clear-groups"];
    }

    private static IEnumerable<string> Candidates()
    {
        if (Run("pg_config", "--bindir") is { } configured)
        {
            yield return configured;
        }

        if (Directory.Exists("/usr/lib/postgresql"))
        {
            foreach (var version in Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            yield return directory;
        }
    }

    private static bool IsRecent(string directory) =>
        File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "pg_ctl"))
        && Run(Path.Combine(directory, "postgres"), "--version") is { } version
        && int.TryParse(version.Split(' ')[2].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= Oldest;

    private static string? Run(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
