using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Journal;

/// <summary>What must hold between the tables at every moment, each told by two ways that do not share code.</summary>
internal static class Invariants
{
    public static Task AssertAsync(IStore store) => store.ReadAsync(
        async session =>
        {
            var entries = (await session.QueryAsync<byte[]>("SELECT bytes FROM journal ORDER BY id")).Select(b => JournalCodec.Decode(b)).ToList();
            var vouchers = await session.QueryAsync<VoucherRow>($"SELECT {VoucherStore.Columns} FROM voucher t");
            var replay = Replay.Of(entries);
            await AssertMoneyAsync(session, replay);
            await AssertPlacesAsync(session, vouchers, replay);
            await AssertRulesAsync(session, vouchers);
            await AssertDaysAsync(session, vouchers);
            Assert.Equal(vouchers.Select(Tell).Order(StringComparer.Ordinal), replay.Vouchers.Values.Select(Tell).Order(StringComparer.Ordinal));
            return true;
        },
        CancellationToken.None);

    private static async Task AssertMoneyAsync(Session session, Replay replay)
    {
        var postings = await session.QueryAsync<(long Line, string Debit, string Credit, long Fen)>("SELECT line_id, debit, credit, SUM(fen) FROM posting GROUP BY line_id, debit, credit");
        foreach (var line in await session.QueryAsync<LineRow>("SELECT * FROM budget_line"))
        {
            long[] balances = [line.Appropriated, line.Available, line.Reserved, line.Obligated, line.Approved, line.Disbursed];
            Assert.All(balances, b => Assert.True(b >= 0));
            Assert.Equal(balances[0], balances[1..].Sum());
            Assert.Equal(replay.BalancesOf(line.Id), balances);
            Assert.Equal([.. Enum.GetValues<Balance>().Select(Posted)], balances);

            long Posted(Balance balance)
            {
                var name = BudgetLedger.Name(balance);
                var mine = postings.Where(p => p.Line == line.Id).ToList();
                var sum = mine.Where(p => p.Credit == name).Sum(p => p.Fen) - mine.Where(p => p.Debit == name).Sum(p => p.Fen);
                return balance == Balance.Source ? -sum : sum;
            }
        }
    }

    private static async Task AssertPlacesAsync(Session session, IReadOnlyList<VoucherRow> vouchers, Replay replay)
    {
        foreach (var (id, claimed) in await session.QueryAsync<(long Id, long Claimed)>("SELECT id, claimed FROM batch"))
        {
            Assert.Equal(vouchers.Count(v => v.BatchId == id && Replay.TakesPlace(v)), claimed);
            Assert.Equal(replay.ClaimedOf(id), claimed);
        }

        foreach (var (batch, channel, used) in await session.QueryAsync<(long Batch, long Channel, long Used)>("SELECT batch_id, channel_id, used FROM batch_channel"))
        {
            Assert.Equal(vouchers.Count(v => v.BatchId == batch && v.ChannelId == channel && Replay.TakesPlace(v)), used);
        }
    }

    private static async Task AssertRulesAsync(Session session, IReadOnlyList<VoucherRow> vouchers)
    {
        var expected = new Dictionary<(long Person, string Rule), long>();
        foreach (var v in vouchers)
        {
            var scheme = (await SchemeStore.FindAsync(session, v.SchemeId))!;
            if (v.State is <= VoucherState.Disbursed || (v.State is VoucherState.Settled or VoucherState.Lapsed && scheme.Rules.LimitCounting == LimitCounting.Ever))
            {
                Add($"scheme:{scheme.Id}");
            }

            if (v.State == VoucherState.Claimed && scheme.Rules.Group is { } group)
            {
                Add($"unused:{scheme.AuthorityId}:{group}");
            }

            void Add(string rule) => expected[(v.PersonId, rule)] = expected.GetValueOrDefault((v.PersonId, rule)) + 1;
        }

        var counts = await session.QueryAsync<(long Person, string Rule, long Count)>("SELECT person_id, rule, count FROM person_rule WHERE count > 0");
        Assert.Equal(
            expected.Select(e => (e.Key.Person, e.Key.Rule, e.Value)).Order(),
            counts.Order());
    }

    /// <summary>What the calendar will decide is looked at in time, and each redemption is on the list of its institution.</summary>
    private static async Task AssertDaysAsync(Session session, IReadOnlyList<VoucherRow> vouchers)
    {
        var listed = (await session.QueryAsync<(byte[] Id, long Institution, DateTimeOffset At, DateOnly? DueOn)>("SELECT voucher_id, institution_id, redeemed_at, due_on FROM redemption"))
            .ToDictionary(r => (Convert.ToHexString(r.Id), r.Institution, r.At), r => r.DueOn);
        Assert.Equal(vouchers.Count(v => v.InstitutionId is not null), listed.Count);
        foreach (var v in vouchers)
        {
            var scheme = (await SchemeStore.FindAsync(session, v.SchemeId))!;
            var batch = (await BatchStore.FindAsync(session, v.BatchId))!;
            var looked = v.InstitutionId is { } institution ? listed[(Convert.ToHexString(v.Id), institution, v.RedeemedAt!.Value)] : v.DueOn;
            Assert.False(VoucherCalendar.DueOn(v, VoucherLedger.Terms(scheme, batch)) is { } due && !(looked <= due), $"{Tell(v)} is not looked at in time.");
        }
    }

    private static string Tell(VoucherRow v) => (v with { Token = null, DueOn = null }).ToString();
}
