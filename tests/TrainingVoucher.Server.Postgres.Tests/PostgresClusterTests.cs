using Dapper;
using Npgsql;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task Cluster_OfTheTests_IsAsDurableAsItShips()
    {
        await using var database = await PostgresTestDatabase.CreateAsync(migrated: false);
        await using var connection = await database.ConnectAsync();

        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            Assert.Equal("on", await connection.ExecuteScalarAsync<string>($"SHOW {setting}"));
        }
    }

    [Fact]
    public async Task Cluster_AtItsEnd_LeavesNeitherProcessNorFile()
    {
        var cluster = await PostgresCluster.StartAsync();
        var data = new DirectoryInfo(await AskAsync<string>(cluster, "SHOW data_directory"));
        var backend = await AskAsync<int>(cluster, "SELECT pg_backend_pid()");
        Assert.True(data.Exists);

        cluster.Dispose();

        Assert.False(Directory.Exists(data.Parent!.FullName));
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(backend));
    }

    [Fact]
    public async Task Cluster_WrongConfiguration_FailsWithItsLog()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresCluster.StartAsync("no_such_setting = 1"));

        Assert.Contains("no_such_setting", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_AfterItsTest_GoesSoon()
    {
        await using var other = await PostgresTestDatabase.CreateAsync(migrated: false);
        var database = await PostgresTestDatabase.CreateAsync(migrated: true);
        Assert.Equal(1, await CountAsync());

        await database.DisposeAsync();

        await Wait.UntilAsync(async () => await CountAsync() == 0);

        async Task<long> CountAsync() => Assert.Single(await other.QueryAsync<long>("SELECT COUNT(*) FROM pg_database WHERE datname = @Name", new { database.Name }));
    }

    private static async Task<T> AskAsync<T>(PostgresCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.Superuser) { Pooling = false }.ToString());
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }
}
