using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class StorageTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-store-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _data.Delete(recursive: true);

    public static TheoryData<string> Forbidden() =>
    [
        "UPDATE journal SET bytes = x'00'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal (id, bytes) VALUES (1, x'00')",
        "UPDATE log_position SET journal_id = 2",
        "DELETE FROM log_position",
        "INSERT OR REPLACE INTO log_position VALUES (0, 2)",
        "UPDATE log_tile SET hashes = x'00'",
        "DELETE FROM log_tile",
        "INSERT OR REPLACE INTO log_tile VALUES (0, 0, x'00')",
        "UPDATE log_checkpoint SET at = 1",
        "DELETE FROM log_checkpoint",
        "INSERT OR REPLACE INTO log_checkpoint VALUES (1, x'00', 0, 0, 2, x'00')",
        "INSERT INTO log_state VALUES (2, 0, 0, 0, 0)",
        "UPDATE posting SET fen = 1",
        "INSERT OR REPLACE INTO posting (id, line_id, at, debit, credit, fen, cause, subject) VALUES (1, 1, 0, 'reserved', 'available', 1, 'c', 's')",
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
        "UPDATE voucher SET id = x'00'",
        "INSERT INTO voucher (bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at) SELECT bucket, x'00112233445566778899', batch_id, scheme_id, region, person_id, 2, 0, 1, 0, 0 FROM voucher",
        "UPDATE person_rule SET count = bound + 1",
        "UPDATE person_rule SET count = -1",
        "INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, fen, state) VALUES (1, 2, 1, x'00000000000000000000', 1, 0, 1)",
        "UPDATE voucher SET state = 'claimed'",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Schema_WhatMustNotBe_Raises(string sql)
    {
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync(Sample), CancellationToken.None);

        var raised = await Assert.ThrowsAsync<SqliteException>(() => store.ChangeAsync(session => session.ExecuteAsync(sql), CancellationToken.None));

        Assert.Equal(19, raised.SqliteErrorCode);
    }

    [Fact]
    public async Task Change_ThatThrows_LeavesNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ChangeAsync<int>(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'01')");
                throw new InvalidOperationException("crash");
            },
            CancellationToken.None));

        Assert.Equal(0, await CountAsync(store));
        await store.ChangeAsync(session => session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'01')"), CancellationToken.None);
        Assert.Equal(1, await CountAsync(await OpenAsync()));
    }

    [Fact]
    public async Task Process_ThatDiesBeforeItCommits_LeavesNothing()
    {
        var store = await OpenAsync();
        await store.ChangeAsync(session => session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'01')"), CancellationToken.None);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "training-voucher.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            var transaction = connection.BeginTransaction();
            await using var insert = connection.CreateCommand();
            (insert.Transaction, insert.CommandText) = (transaction, "INSERT INTO journal (bytes) VALUES (x'02')");
            await insert.ExecuteNonQueryAsync();
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
                await session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'01')");
                await session.AttemptAsync(() => session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'02')"), _ => false);
                await session.AttemptAsync(() => session.ExecuteAsync("INSERT INTO journal (bytes) VALUES (x'03')"), _ => true);
                return true;
            },
            CancellationToken.None);

        Assert.Equal(2, await CountAsync(store));
    }

    [Theory]
    [InlineData("UPDATE migration SET checksum = 'x' WHERE name LIKE '0004%'", "was changed")]
    [InlineData("INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_future.sql', 'x', 0)", "newer server")]
    public async Task Migrate_HistoryThatDoesNotFit_IsRefused(string sql, string says)
    {
        var store = await OpenAsync();
        await store.MigrateAsync(CancellationToken.None);
        await store.ChangeAsync(session => session.ExecuteAsync(sql), CancellationToken.None);

        Assert.Contains(says, (await Assert.ThrowsAsync<InvalidOperationException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyFiles.CodeMaskFile, "code_mask_key")]
    [InlineData(KeyFiles.ShardFile, "shard_key")]
    [InlineData(KeyFiles.InstallationFile, "installation")]
    public async Task Prepare_KeysOfAnotherDatabase_IsRefused(string file, string says)
    {
        var keys = KeyFiles.LoadOrCreate(_data.FullName, _time.GetUtcNow());
        var store = await OpenAsync();
        await StartUp.PrepareAsync(store, keys, CancellationToken.None);
        await StartUp.PrepareAsync(store, keys, CancellationToken.None);
        var other = Directory.CreateTempSubdirectory("tv-keys-");
        try
        {
            KeyFiles.LoadOrCreate(other.FullName, _time.GetUtcNow());
            File.Copy(Path.Combine(KeyFiles.DirectoryOf(other.FullName), file), Path.Combine(KeyFiles.DirectoryOf(_data.FullName), file), overwrite: true);
        }
        finally
        {
            other.Delete(recursive: true);
        }

        var mixed = KeyFiles.Load(KeyFiles.DirectoryOf(_data.FullName));
        Assert.Contains(says, (await Assert.ThrowsAsync<InvalidOperationException>(() => StartUp.PrepareAsync(store, mixed, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    [InlineData(0x0123_4567_89AB_CDEF)]
    public void Ids_ShownAndRead_AreTheSame(long id) => Assert.Equal(id, Ids.Read("vou", Ids.Show("vou", id)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bat_000000000000")]
    [InlineData("bat_00000000000001")]
    [InlineData("bat_000000000000U")]
    [InlineData("bat_zzzzzzzzzzzzz")]
    [InlineData("sch_0000000000001")]
    [InlineData("bat-0000000000001")]
    public void Ids_OfAnotherKindOrForm_AreNothing(string? text) => Assert.Equal(0, Ids.Read("bat", text));

    private const string Sample = """
        INSERT INTO authority VALUES (1, 330100, 'a', 'a', 0);
        INSERT INTO officer VALUES (1, 1, 'o', 0, NULL);
        INSERT INTO channel VALUES (1, 1, 330100, 'c', 'c', 0);
        INSERT INTO institution VALUES (1, 1, 1, 330100, 'i', 'i', 1, 3, 0, 0);
        INSERT INTO person VALUES (1, 0);
        INSERT INTO journal VALUES (1, x'01');
        INSERT INTO log_position VALUES (0, 1);
        INSERT INTO log_tile VALUES (0, 0, x'01');
        INSERT INTO log_checkpoint VALUES (1, x'01', 0, 0, 2, x'01');
        INSERT INTO budget_line VALUES (1, 1, 330100, 1, 2026, 'l', 10, 0, 10, 0, 0, 0, 0);
        INSERT INTO posting VALUES (1, 1, 0, 'source', 'available', 10, 'c', 's');
        INSERT INTO scheme VALUES (1, 1, 330100, '{}', '{}', 1, 0, 1, 0);
        INSERT INTO release (id, authority_id, region, title, state, proposed_by, proposed_at) VALUES (1, 1, 330100, 't', 1, 1, 0);
        INSERT INTO batch (id, number, release_id, scheme_id, line_id, authority_id, region, mode, unit_fen, quantity, claimed, opens_at, closes_at, state)
        VALUES (1, 1, 1, 1, 1, 1, 330100, 1, 5, 2, 1, 0, 1, 2);
        INSERT INTO batch_channel VALUES (1, 1, 3, 1);
        INSERT INTO voucher (bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at)
        VALUES (1, x'00000000000000000000', 1, 1, 330100, 1, 2, 0, 1, 5, 0);
        INSERT INTO person_rule VALUES (1, 1, 'scheme:1', 0, 1, 1);
        INSERT INTO application (id, institution_id, authority_id, region, benefit, state, submitted_at) VALUES (1, 1, 1, 330100, 1, 1, 0);
        INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, fen, state) VALUES (1, 1, 1, x'00000000000000000000', 1, 0, 1);
        """;

    private static Task<long> CountAsync(IStore store) => store.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM journal"), CancellationToken.None);

    private async Task<IStore> OpenAsync()
    {
        var store = ServerHost.OpenStore(_data.FullName, _time);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }
}
