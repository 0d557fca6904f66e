using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Records, in small transactions, what the calendar has decided about vouchers and batches.</summary>
internal static class VoucherSweep
{
    private const string Unused = $"SELECT {VoucherStore.Columns} FROM voucher t WHERE t.due_on <= @today ORDER BY t.due_on LIMIT @most {Session.LockMark}";

    private const string Redeemed = $"""
        SELECT {VoucherStore.Columns}
        FROM redemption d
        JOIN voucher t ON t.bucket = d.bucket AND t.id = d.voucher_id
        WHERE d.due_on <= @today
        ORDER BY d.due_on
        LIMIT @most {Session.LockMark}
        """;

    private const string MoveUnused = "UPDATE voucher SET due_on = r.due_on FROM {rows} WHERE voucher.bucket = r.bucket AND voucher.id = r.id";

    private const string MoveRedeemed = """
        UPDATE redemption SET due_on = r.due_on
        FROM {rows}
        WHERE redemption.institution_id = r.institution_id AND redemption.redeemed_at = r.redeemed_at
          AND redemption.bucket = r.bucket AND redemption.voucher_id = r.voucher_id
        """;

    /// <summary>Looks at vouchers whose days are over or nearly: those that are unused expire, or it is told that they soon will.</summary>
    public static async Task<Swept> ExpireAsync(Session session, DateTimeOffset now, int most)
    {
        var (looked, recorded) = await LookAsync(session, Unused, c => c is VoucherCommand.Expire, now, most);
        foreach (var (voucher, _) in looked.Where(x => VoucherCalendar.IsToBeTold(x.Voucher, Calendar.DayOf(now))))
        {
            await session.AppendAsync(VoucherLedger.Told(voucher, "expiring", now));
        }

        await session.RequireRowsAsync(MoveUnused, [.. looked.Select(x => new MovedUnused(x.Voucher.Bucket, x.Voucher.Id, VoucherCalendar.NextOfUnused(x.Voucher, Calendar.DayOf(now))))]);
        return new(looked.Count, recorded);
    }

    /// <summary>Looks at redemptions whose class has ended: attendance vouchers settle, and those that nobody applied for lapse, when they are due.</summary>
    public static async Task<Swept> EndAsync(Session session, DateTimeOffset now, int most)
    {
        var (looked, recorded) = await LookAsync(session, Redeemed, c => c is VoucherCommand.SettleUnpaid or VoucherCommand.Lapse, now, most);

        // One that was reversed while this waited for its row is no longer on the list.
        var moved = looked.Where(x => x.Voucher.InstitutionId is not null)
            .Select(x => RedemptionRow.Of(x.Voucher)! with { DueOn = VoucherCalendar.NextOfRedeemed(x.Voucher, x.Terms, Calendar.DayOf(now)) }).ToList();
        await session.RequireRowsAsync(MoveRedeemed, moved);
        return new(looked.Count, recorded);
    }

    /// <summary>Closes batches whose claim window is over.</summary>
    public static async Task<Swept> CloseAsync(Session session, DateTimeOffset now, int most)
    {
        var over = await BatchStore.OverAsync(session, now, most);
        foreach (var id in over)
        {
            var batch = (await BatchStore.FindAsync(session, id))!;
            await BatchStore.CloseAsync(session, batch, now);
            await session.AppendAsync(new JournalEntry { Event = "batch.closed", Kind = "bat", Subject = Http.ChangeContext.Bytes(id), At = now, Concern = batch.Concern });
        }

        return new(over.Count, over.Count);
    }

    /// <summary>Reads vouchers and records what is due. What could not be recorded is looked at again tomorrow.</summary>
    private static async Task<(List<(VoucherRow Voucher, VoucherTerms Terms)> Looked, int Recorded)> LookAsync(
        Session session, string query, Func<VoucherCommand, bool> isMine, DateTimeOffset now, int most)
    {
        var today = Calendar.DayOf(now);
        var (looked, recorded) = (new List<(VoucherRow, VoucherTerms)>(), 0);
        foreach (var voucher in await VoucherStore.TakeAsync(session, query, new { today, most }))
        {
            var terms = VoucherLedger.Terms((await SchemeStore.FindAsync(session, voucher.SchemeId))!, (await BatchStore.FindAsync(session, voucher.BatchId))!);
            var after = voucher;
            if (VoucherCalendar.Command(voucher, terms, today) is { } command && isMine(command))
            {
                var outcome = await session.AttemptAsync(() => VoucherLedger.ExecuteAsync(session, voucher, command, now, session.AppendAsync), o => o.Refusal is null);
                (after, recorded) = outcome.Refusal is null ? (outcome.Value, recorded + 1) : (voucher, recorded);
            }

            looked.Add((after, terms));
        }

        return (looked, recorded);
    }

    private sealed record MovedUnused(int Bucket, byte[] Id, DateOnly? DueOn);
}

/// <summary>What one transaction of a sweep did.</summary>
/// <param name="Looked">How many it looked at.</param>
/// <param name="Recorded">How many of them it changed.</param>
internal sealed record Swept(int Looked, int Recorded);
