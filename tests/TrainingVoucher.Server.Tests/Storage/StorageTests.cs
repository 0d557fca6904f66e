using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class StorageTests : IAsyncLifetime
{
    private const string Append = "INSERT INTO journal (bytes) VALUES (@one)";

    /// <summary>The parameters of the statements here.</summary>
    private static readonly object Bytes = new { one = new byte[] { 1 }, voucher = new byte[10], other = "0123456789"u8.ToArray() };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<IStore> _stores = [];
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        _stores.ForEach(store => (store as IDisposable)?.Dispose());
        await _database.DisposeAsync();
    }

    public static TheoryData<string> Forbidden() =>
    [
        "UPDATE journal SET bytes = @one",
        "DELETE FROM journal",
        "UPDATE log_position SET journal_id = 2",
        "DELETE FROM log_position",
        "UPDATE log_tile SET hashes = @one",
        "DELETE FROM log_tile",
        "UPDATE log_checkpoint SET at = 1",
        "DELETE FROM log_checkpoint",
        "UPDATE feed_page SET size = 2",
        "DELETE FROM feed_page",
        "INSERT INTO feed_page VALUES (1, 0, 1, 1, @one, 1)",
        "INSERT INTO feed_page VALUES (1, 0, 0, 1, @one, 1)",
        "INSERT INTO feed_page VALUES (1, 0, 2, 0, @one, 1)",
        "INSERT INTO log_state VALUES (2, 0, 0, 0, 0)",
        "UPDATE posting SET fen = 1",
        "DELETE FROM posting",
        "INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) VALUES (1, 0, 'reserved', 'reserved', 1, 'c', 's')",
        "INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) VALUES (1, 0, 'reserved', 'pocket', 1, 'c', 's')",
        "INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) VALUES (1, 0, 'reserved', 'available', 0, 'c', 's')",
        "INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) VALUES (2, 0, 'reserved', 'available', 1, 'c', 's')",
        "UPDATE budget_line SET available = available + 1",
        "UPDATE budget_line SET available = -1, reserved = 11",
        "UPDATE batch SET claimed = quantity + 1",
        "UPDATE batch SET claimed = -1",
        "UPDATE batch SET line_id = NULL",
        "UPDATE batch SET number = 0",
        "UPDATE batch_channel SET used = 4",
        "UPDATE batch_channel SET used = -1",
        "UPDATE release SET state = 2, decided_by = proposed_by",
        "UPDATE voucher SET amount_fen = unit_fen + 1",
        "UPDATE voucher SET id = @one",
        "INSERT INTO voucher (bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at) SELECT bucket, @other, batch_id, scheme_id, region, person_id, 2, 0, 1, 0, 0 FROM voucher",
        "UPDATE person_rule SET count = bound + 1",
        "UPDATE person_rule SET count = -1",
        "INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, fen, state) VALUES (1, 2, 1, @voucher, 1, 0, 1)",
        "UPDATE disbursement SET fen = 1",
        "DELETE FROM disbursement",
        "UPDATE voucher SET state = 'claimed'",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Schema_WhatMustNotBe_Raises(string sql)
    {
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync(Sample, Bytes), CancellationToken.None);

        var raised = await Assert.ThrowsAnyAsync<DbException>(() => store.ChangeAsync(session => session.ExecuteAsync(sql, Bytes), CancellationToken.None));

        Assert.Equal(TestDatabase.Constraint, TestDatabase.Tell(raised));
    }

    [Theory]
    [InlineData("journal", "bytes")]
    [InlineData("posting", "fen")]
    [InlineData("disbursement", "fen")]
    public async Task Schema_AppendOnlyTable_IsSoForEverybody(string table, string column)
    {
        await (await OpenAsync()).ChangeAsync(session => session.ExecuteAsync(Sample, Bytes), CancellationToken.None);

        foreach (var sql in (string[])[$"DELETE FROM {table}", $"UPDATE {table} SET {column} = {column}"])
        {
            Assert.Equal(TestDatabase.Constraint, TestDatabase.Tell(await Assert.ThrowsAnyAsync<DbException>(() => _database.ExecuteAsync(sql))));
        }
    }

    [Fact]
    public async Task Change_ThatThrows_LeavesNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ChangeAsync<int>(
            async session =>
            {
                await session.ExecuteAsync(Append, Bytes);
                throw new InvalidOperationException("crash");
            },
            CancellationToken.None));

        Assert.Equal(0, await CountAsync(store));
        await store.ChangeAsync(session => session.ExecuteAsync(Append, Bytes), CancellationToken.None);
        Assert.Equal(1, await CountAsync(await OpenAsync()));
    }

    /// <summary>Random keys meet now and then; what drew one that is taken draws again.</summary>
    [Fact]
    public async Task Change_ThatDrawsATakenKey_RunsAgain()
    {
        const string Name = "INSERT INTO setting (name, value) VALUES (@name, 'x')";
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync(Name, new { name = "taken" }), CancellationToken.None);
        var drawn = new Queue<string>(["taken", "free"]);

        await store.ChangeAsync(
            async session =>
            {
                await session.ExecuteAsync(Append, Bytes);
                return await session.ExecuteAsync(Name, new { name = drawn.Dequeue() });
            },
            CancellationToken.None);

        Assert.Equal(1, await CountAsync(store));
    }

    /// <summary>One that will always be taken is a fault, which is found out soon.</summary>
    [Fact]
    public async Task Change_ThatAlwaysDrawsATakenKey_Raises()
    {
        const string Name = "INSERT INTO setting (name, value) VALUES ('taken', 'x')";
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync(Name), CancellationToken.None);

        var raised = await Assert.ThrowsAnyAsync<DbException>(() => store.ChangeAsync(session => session.ExecuteAsync(Name), CancellationToken.None));

        Assert.Equal(TestDatabase.Constraint, TestDatabase.Tell(raised));
    }

    [Fact]
    public async Task Process_ThatDiesBeforeItCommits_LeavesNothing()
    {
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync(Append, Bytes), CancellationToken.None);
        await using (var connection = await _database.ConnectAsync())
        {
            var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(Append, Bytes, transaction);
        }

        Assert.Equal(1, await CountAsync(await OpenAsync()));
    }

    [Fact]
    public async Task Attempt_NotKept_UndoesJustItsOwn()
    {
        var store = await OpenAsync();
        await store.ChangeAsync(
            async session =>
            {
                await session.ExecuteAsync(Append, Bytes);
                await session.AttemptAsync(() => session.ExecuteAsync(Append, Bytes), _ => false);
                await session.AttemptAsync(() => session.ExecuteAsync(Append, Bytes), _ => true);
                return true;
            },
            CancellationToken.None);

        Assert.Equal(2, await CountAsync(store));
    }

    [Fact]
    public async Task Migrate_SeveralServersAtOnce_AppliesEachFileOnce()
    {
        await using var empty = await TestDatabase.CreateAsync(migrated: false);
        var stores = Enumerable.Range(0, 4).Select(_ => Open(empty)).ToList();

        await Task.WhenAll(stores.Select(store => store.MigrateAsync(CancellationToken.None)));

        var files = Migrations.Of(TestDatabase.IsPostgres ? "Postgres" : "Sqlite").Select(file => file.Name);
        Assert.Equal(files, await empty.QueryAsync<string>("SELECT name FROM migration ORDER BY name"));
    }

    [Theory]
    [InlineData("UPDATE migration SET checksum = 'x' WHERE name LIKE '0004%'", "was changed")]
    [InlineData("INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_future.sql', 'x', 0)", "newer server")]
    public async Task Migrate_HistoryThatDoesNotFit_IsRefused(string sql, string says)
    {
        await OpenAsync();
        await _database.ExecuteAsync(sql);

        Assert.Contains(says, (await Assert.ThrowsAsync<InvalidOperationException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyFiles.CodeMaskFile, "code_mask_key")]
    [InlineData(KeyFiles.ShardFile, "shard_key")]
    [InlineData(KeyFiles.InstallationFile, "installation")]
    public async Task Prepare_KeysOfAnotherDatabase_IsRefused(string file, string says)
    {
        var keys = KeyFiles.LoadOrCreate(_database.Data.FullName, _time.GetUtcNow());
        var store = await OpenAsync();
        await StartUp.PrepareAsync(store, keys, CancellationToken.None);
        await StartUp.PrepareAsync(store, keys, CancellationToken.None);
        var other = Directory.CreateTempSubdirectory("tv-keys-");
        try
        {
            KeyFiles.LoadOrCreate(other.FullName, _time.GetUtcNow());
            File.Copy(Path.Combine(KeyFiles.DirectoryOf(other.FullName), file), Path.Combine(KeyFiles.DirectoryOf(_database.Data.FullName), file), overwrite: true);
        }
        finally
        {
            other.Delete(recursive: true);
        }

        var mixed = KeyFiles.Load(KeyFiles.DirectoryOf(_database.Data.FullName));
        Assert.Contains(says, (await Assert.ThrowsAsync<InvalidOperationException>(() => StartUp.PrepareAsync(store, mixed, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private const string Sample = """
        INSERT INTO authority VALUES (1, 330100, 'a', 'a', 0);
        INSERT INTO officer VALUES (1, 1, 'o', 0, NULL);
        INSERT INTO channel VALUES (1, 1, 330100, 'c', 'c', 0);
        INSERT INTO institution VALUES (1, 1, 1, 330100, 'i', 'i', 1, 3, FALSE, 0);
        INSERT INTO person VALUES (1, 0);
        INSERT INTO journal (bytes) VALUES (@one);
        INSERT INTO log_position VALUES (0, 1, 1);
        INSERT INTO log_tile VALUES (0, 0, @one);
        INSERT INTO log_checkpoint VALUES (1, @one, 0, 0, 2, @one);
        INSERT INTO feed_page VALUES (1, 0, 1, 1, @one, 1);
        INSERT INTO budget_line VALUES (1, 1, 330100, 1, 2026, 'l', 10, 0, 10, 0, 0, 0, 0);
        INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) VALUES (1, 0, 'source', 'available', 10, 'c', 's');
        INSERT INTO scheme VALUES (1, 1, 330100, '{}', '{}', 1, FALSE, 1, 0);
        INSERT INTO release (id, authority_id, region, title, state, proposed_by, proposed_at) VALUES (1, 1, 330100, 't', 1, 1, 0);
        INSERT INTO batch (id, number, release_id, scheme_id, line_id, authority_id, region, mode, unit_fen, quantity, claimed, opens_at, closes_at, state)
        VALUES (1, 1, 1, 1, 1, 1, 330100, 1, 5, 2, 1, 0, 1, 2);
        INSERT INTO batch_channel VALUES (1, 1, 3, 1);
        INSERT INTO voucher (bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at)
        VALUES (1, @voucher, 1, 1, 330100, 1, 2, 0, 1, 5, 0);
        INSERT INTO person_rule VALUES (1, 1, 'scheme:1', 0, 1, 1);
        INSERT INTO application (id, institution_id, authority_id, region, benefit, state, submitted_at) VALUES (1, 1, 1, 330100, 1, 1, 0);
        INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, fen, state) VALUES (1, 1, 1, @voucher, 1, 0, 1);
        INSERT INTO disbursement VALUES (1, 1, 1, 5, 'r', NULL, 0, 1, 0);
        """;

    private static Task<long> CountAsync(IStore store) => store.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM journal"), CancellationToken.None);

    private async Task<IStore> OpenAsync()
    {
        var store = Open(_database);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }

    private IStore Open(TestDatabase database)
    {
        var store = database.Open(_time);
        _stores.Add(store);
        return store;
    }
}
