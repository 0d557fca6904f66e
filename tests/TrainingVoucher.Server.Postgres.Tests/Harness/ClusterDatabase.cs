using System.Data.Common;
using Npgsql;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>A database on a cluster of its own, which a test may kill.</summary>
internal sealed class ClusterDatabase : TestDatabase
{
    private const string Name = "tv";

    private ClusterDatabase(PostgresCluster cluster) => Cluster = cluster;

    public PostgresCluster Cluster { get; }

    /// <summary>The socket the cluster listens on.</summary>
    public string Socket => Path.Combine(Cluster.Root, ".s.PGSQL.5432");

    /// <summary>Where servers look for a primary; the cluster itself when left out.</summary>
    public string? Hosts { get; set; }

    public static async Task<ClusterDatabase> StartAsync()
    {
        var database = new ClusterDatabase(await PostgresCluster.StartAsync());
        await using var connection = new NpgsqlConnection(database.Cluster.Superuser);
        await connection.OpenAsync();
        foreach (var sql in (string[])["CREATE ROLE tv_owner LOGIN", "CREATE ROLE tv_server LOGIN", $"CREATE DATABASE {Name} OWNER tv_owner"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        return database;
    }

    public override ServerOptions Options(TimeProvider? time = null) =>
        new() { DataDirectory = Data.FullName, Postgres = As("tv_server"), PostgresOwner = As("tv_owner"), Time = time ?? TimeProvider.System };

    /// <summary>Options of a server that reaches the database through somebody on this port.</summary>
    public ServerOptions Options(int port)
    {
        var options = Options();
        options.Postgres = new NpgsqlConnectionStringBuilder(options.Postgres) { Host = "127.0.0.1", Port = port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ToString();
        return options;
    }

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Cluster.Superuser) { Database = Name, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    public override Task<byte[]> WrittenAsync() => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Cluster.Dispose();
        await base.DisposeAsync();
    }

    private string As(string role)
    {
        var connection = new NpgsqlConnectionStringBuilder(Cluster.Superuser) { Username = role, Database = Name };
        if (Hosts is not null)
        {
            (connection.Host, connection.TargetSessionAttributes) = (Hosts, "primary");
        }

        return connection.ToString();
    }
}
