using TrainingVoucher.Log;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>Whoever gets past the server changes a sealed log: it is found, and where.</summary>
public sealed class SqliteTamperTests
{
    private const string Forged = "(SELECT bytes FROM journal WHERE id = 3)";

    /// <summary>The filled log has positions 0 to 349 with journal rows 1 to 350, and checkpoints 1, 41, 341, 343 and 350.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "", "" },
        { $"UPDATE journal SET bytes = {Forged} WHERE id = 101", "position 100" },
        { "UPDATE journal SET bytes = x'01' WHERE id = 101", "position 100" },
        { "UPDATE journal SET id = 9001 WHERE id = 101", "position 100" },
        { "DELETE FROM journal WHERE id = 101", "position 100" },
        { "DELETE FROM journal WHERE id = 350", "position 349" },
        { $"INSERT INTO journal (id, bytes) VALUES (-1, {Forged})", "journal row -1" },
        { "DELETE FROM log_position WHERE position = 0", "position 0" },
        { "DELETE FROM log_position WHERE position = 41", "position 41" },
        { "DELETE FROM log_position WHERE position = 341; UPDATE log_position SET position = position - 2 WHERE position > 341; UPDATE log_state SET size = 348", "checkpoint 350" },
        { "DELETE FROM log_position WHERE position = 341; UPDATE log_position SET position = position - 2 WHERE position > 341", "checkpoint 350" },
        { "INSERT INTO log_position VALUES (350, 351, 1)", "position 350" },
        { "INSERT INTO log_position VALUES (-7, 1, 1)", "position -7" },
        { "INSERT INTO log_position VALUES (-7, 1, 7)", "position -7" },
        { "INSERT INTO log_position VALUES (45, 46, 1)", "position 45" },
        { "INSERT INTO log_position VALUES (350, 1, 1); UPDATE log_state SET size = 351", "position 350" },
        { "UPDATE log_position SET journal_id = 101 WHERE position = 1", "position 1" },
        { "UPDATE log_position SET journal_id = 685 - journal_id WHERE position IN (341, 343)", "position 341" },
        { "UPDATE log_position SET length = 301 WHERE position = 41", "position 341" },
        { "UPDATE log_position SET length = 299 WHERE position = 41", "position 340" },
        { "UPDATE log_position SET length = 4611686018427387904 WHERE position = 41", "position 341" },
        { "UPDATE log_position SET length = 4611686018427387904 WHERE position = 343", "position 350" },
        { "UPDATE log_position SET length = 8 WHERE position = 343; UPDATE log_state SET size = 351", "position 350" },
        { "UPDATE log_position SET length = 2 WHERE position = 343; UPDATE log_state SET size = 345", "checkpoint 350" },
        { "UPDATE log_position SET length = 2 WHERE position = 343; DELETE FROM log_checkpoint WHERE size = 350; UPDATE log_state SET size = 345", "checkpoint 350" },
        { "UPDATE log_position SET length = 2 WHERE position = 343; DELETE FROM log_checkpoint WHERE size = 350; UPDATE log_state SET size = 345, checkpoint = 343, scan_from = 345", "journal row 346" },
        { "DELETE FROM log_checkpoint WHERE size = 350", "checkpoint 350" },
        { "DELETE FROM log_checkpoint WHERE size = 41", "checkpoint 341" },
        { "INSERT INTO log_checkpoint SELECT 349, root, previous, at, key_id, signature FROM log_checkpoint WHERE size = 350", "checkpoint 349" },
        { "UPDATE log_checkpoint SET at = at + 1 WHERE size = 341", "checkpoint 341" },
        { "UPDATE log_tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND start = 1", "position 1" },
        { "UPDATE log_tile SET hashes = zeroblob(length(hashes)) WHERE level = 1", "position 0" },
        { "DELETE FROM log_tile WHERE level = 0 AND start = 256", "position 256" },
        { "INSERT INTO log_tile VALUES (3, 0, zeroblob(32))", "position 350" },
        { "UPDATE log_state SET watermark = 340, scan_from = 345", "position 340" },
        { "UPDATE log_state SET watermark = 9000", "journal row 9000" },
        { "UPDATE log_state SET scan_from = 9000", "position 9000" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Verify_AfterAChange_NamesThePlace(string sql, string place)
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        await log.TamperAsync(sql);

        Assert.Equal(place, await log.FaultAsync());
    }

    /// <summary>The row, its hash and all that is computed from it, but not the signature.</summary>
    [Fact]
    public async Task Verify_RowChangedWithItsHashes_NamesTheCheckpointAfterIt()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        var bytes = (await log.Store.ReadAsync(s => s.QueryAsync<byte[]>($"SELECT {Forged}"), CancellationToken.None))[0];
        await log.TamperAsync($"""
            UPDATE journal SET bytes = {Forged} WHERE id = 345;
            UPDATE log_tile SET hashes = CAST(substr(hashes, 1, 32) || x'{Convert.ToHexString(LogHash.Entry(345, bytes))}' || substr(hashes, 65) AS BLOB) WHERE level = 0 AND start = 343
            """);

        var report = await log.VerifyAsync();

        Assert.Equal("checkpoint 350", report.Fault?.Where);
        Assert.Contains("position 343 to 349", report.Fault!.What, StringComparison.Ordinal);
    }

    /// <summary>Whoever has the key as well can seal anew what he likes; a checkpoint that was kept elsewhere tells.</summary>
    [Fact]
    public async Task Verify_LogSealedAnew_IsFoundByAKeptCheckpoint()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        var row = await log.Store.ReadAsync(s => Checkpoints.OfSizeAsync(s, 341), CancellationToken.None);
        var kept = new LogCheckpoint(log.Keys.Installation, 2, 341, 41, log.Time.GetUtcNow(), row!.Root);
        Assert.Null((await log.VerifyAsync(kept)).Fault);
        await log.TamperAsync($"""
            UPDATE journal SET bytes = {Forged} WHERE id = 101;
            DELETE FROM log_position; DELETE FROM log_tile; DELETE FROM log_checkpoint;
            UPDATE log_state SET size = 0, watermark = 0, scan_from = 0, checkpoint = 0
            """);
        await log.SealAsync();

        Assert.Null((await log.VerifyAsync()).Fault);
        Assert.Equal("checkpoint 341", (await log.VerifyAsync(kept)).Fault?.Where);
        Assert.Equal("checkpoint 900", (await log.VerifyAsync(kept with { Size = 900 })).Fault?.Where);
    }

    [Fact]
    public async Task Verify_RowsNotSealedYet_CountsThem()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        await log.WriteAsync(3);

        Assert.Equal(new LogReport(350, 5, 3, null), await log.VerifyAsync());
    }
}
