using System.Diagnostics;
using Npgsql;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>
/// A temporary PostgreSQL: its own data directory, as durable as it ships, reachable by a socket in that directory alone and
/// never run by root. A keeper process outside of this session starts it and, when this process ends in whatever way, stops
/// and removes it: it waits for the end of a pipe that only this process holds open.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    /// <summary>Arguments: the directory of the programs, then lines for the configuration. Prints the directory of the cluster, then <c>ready</c>.</summary>
    private const string Keeper =
        """
        set -eu
        umask 077
        programs=$1
        shift
        root=$(mktemp -d -t tv-postgres-XXXXXX)
        end() {
          "$programs/pg_ctl" stop -s -D "$root/data" -m immediate -t 30 >>"$root/log" 2>&1 || true
          rm -rf -- "$root"
        }
        fail() {
          tail -n 20 -- "$root/log"
          exit 1
        }
        trap end EXIT
        trap 'exit 1' INT TERM HUP PIPE
        printf '%s\n' "$root"
        "$programs/initdb" -D "$root/data" -U postgres --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --no-locale >"$root/log" 2>&1 </dev/null || fail
        printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$root'" 'max_connections = 300' "$@" >>"$root/data/postgresql.conf"
        "$programs/pg_ctl" start -s -w -t 60 -D "$root/data" -l "$root/log" </dev/null >/dev/null 2>&1 || fail
        echo ready
        read -r _ || true
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _keeper;
    private readonly string _root;

    private PostgresCluster(Process keeper, string root) => (_keeper, _root) = (keeper, root);

    /// <summary>Its directory: the socket, the log, and below it the data.</summary>
    public string Root => _root;

    /// <summary>A connection string; any other role of the cluster gets in the same way, without a password.</summary>
    public string Superuser => new NpgsqlConnectionStringBuilder { Host = _root, Username = "postgres", Database = "postgres" }.ToString();

    /// <summary>Starts a cluster whose configuration ends with the given lines.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is missing or does not start.</exception>
    public static async Task<PostgresCluster> StartAsync(params string[] configuration)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--fork", .. PostgresPrograms.Unprivileged(), "sh", "-c", Keeper, "keeper", PostgresPrograms.Find(), .. configuration])
        {
            start.ArgumentList.Add(argument);
        }

        var keeper = Process.Start(start)!;
        var root = await keeper.StandardOutput.ReadLineAsync() ?? "";
        var said = await keeper.StandardOutput.ReadLineAsync();
        return said == "ready"
            ? new PostgresCluster(keeper, root)
            : throw new InvalidOperationException($"PostgreSQL does not start for the tests: {said} {await keeper.StandardOutput.ReadToEndAsync()}");
    }

    public byte[] ReadLog()
    {
        using var log = new FileStream(Path.Combine(_root, "log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var read = new MemoryStream();
        log.CopyTo(read);
        return read.ToArray();
    }

    /// <summary>Returns when nothing of the cluster is left.</summary>
    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.StandardOutput.ReadToEndAsync().Wait(Patience);
        _keeper.Dispose();
    }
}
