using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Harness.Model;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Journal;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>Holds the client's record, read back from its file, against everything the database says.</summary>
internal static class Comparison
{
    private static readonly ModelTerms Terms = new(ReversalHours: 24, RestoresDays: 7, LapseDays: 90, SettlesItself: false, CountsEver: true);

    /// <summary>How many acknowledged commands were found, each exactly once.</summary>
    public static async Task<int> AssertAsync(string recordPath, IStore store, string lineId)
    {
        var lines = Record.Read(recordPath);
        var told = lines.Where(l => l.Status is not null).ToDictionary(l => l.Key, StringComparer.Ordinal);
        Assert.All(lines, l => Assert.True(told.ContainsKey(l.Key), $"{l.Kind} {l.Key} was never answered."));

        await AssertJournalAsync(told, store);
        await AssertAnswersAsync(told, store);
        await AssertVouchersAsync(lines.Where(l => l.Status is not null).ToList(), store, lineId);
        await Invariants.AssertAsync(store);
        return told.Count;
    }

    /// <summary>A command that was done has its rows once; one that was refused has none; nothing was done that nobody asked for.</summary>
    private static async Task AssertJournalAsync(Dictionary<string, RecordLine> told, IStore store)
    {
        var entries = (await ReadAsync<byte[]>(store, "SELECT bytes FROM journal")).Select(b => JournalCodec.Decode(b))
            .Where(e => e.Kind is "voucher" or "app" && e.Request is not null).ToLookup(e => e.Request!, StringComparer.Ordinal);
        foreach (var (key, line) in told)
        {
            var mine = entries[key].Select(e => e.Kind).Order(StringComparer.Ordinal);
            string[] expected = line.Status != 200 ? [] : line.Kind switch
            {
                "Review" => ["app"],
                "Apply" or "Approve" or "Disburse" or "Settle" => ["app", "voucher"],
                _ => ["voucher"],
            };
            Assert.True(expected.SequenceEqual(mine), $"{line}: the journal has {string.Join(", ", mine)}.");
        }

        Assert.All(entries, e => Assert.True(told.ContainsKey(e.Key), $"The journal has {e.First().Event} of {e.Key}, which is not on record."));
    }

    private static async Task AssertAnswersAsync(Dictionary<string, RecordLine> told, IStore store)
    {
        var kept = (await ReadAsync<KeptAnswer>(store, "SELECT key, status, body FROM idempotency")).ToLookup(a => a.Key, StringComparer.Ordinal);
        foreach (var (key, line) in told)
        {
            var answer = Assert.Single(kept[key]);
            Assert.Equal((line.Status, line.Hash), (answer.Status, Convert.ToHexString(SHA256.HashData(answer.Body))));
        }
    }

    /// <summary>Each voucher stands where its acknowledged commands lead in the model, and the money with it.</summary>
    private static async Task AssertVouchersAsync(List<RecordLine> told, IStore store, string lineId)
    {
        var rows = (await ReadAsync<VoucherRow>(store, $"SELECT {VoucherStore.Columns} FROM voucher t")).ToDictionary(v => v.Code.Format(), StringComparer.Ordinal);
        Assert.Equal(told.Count(l => l is { Kind: "Claim", Status: 200 }), rows.Count);
        var now = TimeProvider.System.GetUtcNow();
        var acts = told.Where(l => l.Kind is not ("Claim" or "Review")).ToLookup(l => l.Code, StringComparer.Ordinal);
        Assert.All(acts, a => Assert.True(rows.ContainsKey(a.Key), $"The voucher {a.Key} is lost."));
        var models = rows.ToDictionary(r => r.Key, r => acts[r.Key].Aggregate(new ModelVoucher(VoucherState.Claimed, LiveCity.UnitFen, r.Value.FirstDay, r.Value.LastDay), Told), StringComparer.Ordinal);
        foreach (var (code, row) in rows)
        {
            Assert.True((models[code].State, models[code].AmountFen, models[code].Suspended) == (row.State, row.AmountFen, row.Suspended), $"{code}: {models[code].State} by the record, {row.State} in the table.");
        }

        var balances = await store.ReadAsync(
            s => s.QueryAsync<(long Reserved, long Obligated, long Approved, long Disbursed)>("SELECT reserved, obligated, approved, disbursed FROM budget_line WHERE id = @id", new { id = Ids.Read("bud", lineId) }),
            CancellationToken.None);
        var money = models.Values.Select(m => m.Money(now)).ToLookup(m => m.Balance, m => m.Fen, StringComparer.Ordinal);
        Assert.Equal((money["obligated"].Sum(), money["approved"].Sum(), money["disbursed"].Sum()), (balances[0].Obligated, balances[0].Approved, balances[0].Disbursed));

        ModelVoucher Told(ModelVoucher before, RecordLine line)
        {
            var act = new Act(Enum.Parse<ActKind>(line.Kind)) { Fen = LiveCity.UnitFen, ClassEndsOn = LiveCity.Today.AddDays(10) };
            var (refusal, after) = before.Step(act, Terms, now);
            Assert.True(refusal == line.Refusal, $"{line}: the model says {refusal}.");
            return after;
        }
    }

    private static Task<IReadOnlyList<T>> ReadAsync<T>(IStore store, string sql) => store.ReadAsync(s => s.QueryAsync<T>(sql), CancellationToken.None);

    private sealed record KeptAnswer
    {
        public string Key { get; init; } = "";

        public int Status { get; init; }

        public byte[] Body { get; init; } = [];
    }
}
