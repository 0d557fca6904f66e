using System.Diagnostics;
using Dapper;
using Npgsql;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>A standby that streams from a cluster, in a directory of its own below it; commits wait until it has them on disk.</summary>
internal sealed class Standby : IAsyncDisposable
{
    /// <summary>Arguments: the directory of the programs, the directory of the primary.</summary>
    private const string Make =
        """
        set -eu
        umask 077
        mkdir "$2/standby"
        "$1/pg_basebackup" -d "host=$2 user=postgres" -D "$2/standby/data" -R -X stream -c fast
        echo "unix_socket_directories = '$2/standby'" >>"$2/standby/data/postgresql.conf"
        "$1/pg_ctl" start -s -w -t 60 -D "$2/standby/data" -l "$2/standby/log"
        """;

    private const string Promote = """
        "$1/pg_ctl" promote -s -w -t 60 -D "$2/standby/data"
        """;

    private const string Stop = """
        "$1/pg_ctl" stop -s -m immediate -t 30 -D "$2/standby/data"
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly string _primary;

    private Standby(string primary) => _primary = primary;

    /// <summary>The directory of its socket.</summary>
    public string Host => Path.Combine(_primary, "standby");

    public static async Task<Standby> StartAsync(PostgresCluster primary)
    {
        var standby = new Standby(primary.Root);
        await standby.RunAsync(Make);
        await using var connection = new NpgsqlConnection(primary.Superuser);
        await connection.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await connection.ExecuteAsync("SELECT pg_reload_conf()");
        using var late = new CancellationTokenSource(Longest);
        while (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), late.Token);
        }

        return standby;
    }

    /// <summary>Makes it the primary; commits wait for nobody any more.</summary>
    public Task PromoteAsync() => RunAsync(Promote);

    public async ValueTask DisposeAsync() => await RunAsync(Stop);

    private async Task RunAsync(string script)
    {
        string[] command = [.. PostgresPrograms.Unprivileged(), "sh", "-c", $"exec >/dev/null 2>&1 </dev/null\n{script}", "standby", PostgresPrograms.Find(), _primary];
        using var process = Process.Start(new ProcessStartInfo("setsid", ["--wait", .. command]) { WorkingDirectory = "/", UseShellExecute = false })!;
        using var late = new CancellationTokenSource(Longest);
        await process.WaitForExitAsync(late.Token);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}.");
    }
}
