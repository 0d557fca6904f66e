using Dapper;
using Npgsql;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests;

/// <summary>What the role that serves has no right to, even without any trigger.</summary>
public sealed class RolesTests : IAsyncLifetime
{
    private PostgresTestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await PostgresTestDatabase.CreateAsync(migrated: true);

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    public static TheoryData<string> Forbidden() =>
    [
        .. new[] { "journal", "posting", "disbursement" }.SelectMany(table => (string[])
        [
            $"UPDATE {table} SET id = DEFAULT", $"DELETE FROM {table}", $"TRUNCATE {table}", $"DROP TABLE {table}",
            $"ALTER TABLE {table} DISABLE TRIGGER ALL", $"DROP TRIGGER {table}_append_only ON {table}",
            $"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = DEFAULT",
        ]),
        "UPDATE migration SET checksum = 'x'",
        "DELETE FROM migration",
        "TRUNCATE voucher CASCADE",
        "ALTER TABLE voucher DROP CONSTRAINT voucher_pkey",
        "CREATE TABLE mine (id bigint)",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task ServingRole_WhatItMayNot_IsRefused(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database.Serving);
        await using var connection = await source.OpenConnectionAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task ServingRole_Owner_IsNobodyItCanBecome()
    {
        await using var source = NpgsqlDataSource.Create(_database.Serving);
        await using var connection = await source.OpenConnectionAsync();

        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync($"SET ROLE \"{new NpgsqlConnectionStringBuilder(_database.Owner).Username}\""));

        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user"));
    }

    [Fact]
    public async Task Owner_ServingToo_Migrates()
    {
        await using var alone = await PostgresTestDatabase.CreateAsync(migrated: false);
        var store = ServerHost.OpenStore(new ServerOptions { DataDirectory = alone.Data.FullName, Postgres = alone.Owner });
        using var closing = store as IDisposable;

        await store.MigrateAsync(CancellationToken.None);

        Assert.Equal(0, await store.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM voucher"), CancellationToken.None));
    }
}
