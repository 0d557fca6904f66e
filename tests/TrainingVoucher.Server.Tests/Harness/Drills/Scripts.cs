using System.Diagnostics;
using Npgsql;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Harness.Drills;

/// <summary>Runs the scripts that operators run, on the database of a test.</summary>
internal static class Scripts
{
    /// <summary>The exit code and everything that was said.</summary>
    public static Task<(int Exit, string Said)> RunAsync(string script, TestDatabase database, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "server", "operations", script), arguments);
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

        return ProcessRun.ToEndAsync(start);
    }
}
