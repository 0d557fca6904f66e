using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>What comes about by itself on PostgreSQL (LateCommitTests there), put in by hand.</summary>
public sealed class SqliteSealerTests
{
    /// <summary>On a database with many writers a lower id may appear after a higher one was sealed; here such a row is put in by hand.</summary>
    [Fact]
    public async Task Seal_RowThatAppearsLate_GetsALaterPosition()
    {
        await using var log = await SealedStore.CreateAsync();
        var sealer = log.NewSealer(new ManyWriters(log.Store));
        await log.WriteAsync(1);
        var bytes = JournalCodec.Encode(new JournalEntry { Event = "late", Kind = "tst", Subject = [1], At = log.Time.GetUtcNow() });
        await log.Store.ChangeAsync(s => s.ExecuteAsync("INSERT INTO journal (id, bytes) VALUES (9, @bytes)", new { bytes }), CancellationToken.None);
        await sealer.SealAsync(CancellationToken.None);
        await log.Store.ChangeAsync(s => s.ExecuteAsync("INSERT INTO journal (id, bytes) VALUES (5, @bytes), (7, @bytes)", new { bytes }), CancellationToken.None);
        await sealer.SealAsync(CancellationToken.None);
        await log.WriteAsync(1);
        await sealer.SealAsync(CancellationToken.None);

        Assert.Equal([1, 9, 5, 7, 10], (await log.Store.SealedRowsAsync()).Select(row => row.JournalId));
        Assert.Null((await log.VerifyAsync()).Fault);
    }
}
