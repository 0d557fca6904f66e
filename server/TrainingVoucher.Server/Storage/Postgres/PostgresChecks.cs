using System.Globalization;
using Dapper;
using Npgsql;

namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>What a database must be for an acknowledged change to be kept: durable, and of the same time.</summary>
internal static class PostgresChecks
{
    private const string Setting = "SELECT current_setting(@name)";

    private const string Clock = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    private static readonly string[] Durable = ["fsync", "full_page_writes", "synchronous_commit"];

    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(2);

    public static async Task RequireDurabilityAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var off = new List<string>();
        foreach (var name in Durable)
        {
            if (await connection.ExecuteScalarAsync<string>(Setting, new { name }) == "off")
            {
                off.Add(name);
            }
        }

        if (off.Count > 0)
        {
            throw new InvalidOperationException($"PostgreSQL must run with {string.Join(", ", Durable)} to keep what it acknowledged; off: {string.Join(", ", off)}.");
        }
    }

    public static async Task RequireClockAsync(NpgsqlDataSource source, TimeProvider time, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var there = DateTimeOffset.FromUnixTimeMilliseconds(await connection.ExecuteScalarAsync<long>(Clock));
        var apart = (there - time.GetUtcNow()).Duration();
        if (apart > MostApart)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The clocks of server and database differ by {apart.TotalSeconds:F1} s; at most 2 s are allowed. Set the clocks."));
        }
    }
}
