using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Records, in small transactions, what the calendar has decided about vouchers and batches.</summary>
internal static class VoucherSweep
{
    private const string Expired = $"SELECT {VoucherStore.Columns} FROM voucher t WHERE t.state IN (1, 2) AND t.last_day < @today LIMIT @most {Session.LockMark}";

    private const string Ended = $"SELECT {VoucherStore.Columns} FROM voucher t WHERE t.state = 3 AND t.class_ends_on < @today AND (t.bucket > @bucket OR (t.bucket = @bucket AND t.id > @id)) ORDER BY t.bucket, t.id LIMIT @most {Session.LockMark}";

    /// <summary>Records expired vouchers; the number of those recorded.</summary>
    public static async Task<int> ExpireAsync(Session session, DateTimeOffset now, int most) =>
        await ExpirySweep.RecordAsync(session, await VoucherStore.TakeAsync(session, Expired, new { today = Calendar.DayOf(now), most }), now);

    /// <summary>Closes batches whose claim window is over; the number of those closed.</summary>
    public static async Task<int> CloseAsync(Session session, DateTimeOffset now, int most)
    {
        var over = await BatchStore.OverAsync(session, now, most);
        foreach (var id in over)
        {
            var batch = (await BatchStore.FindAsync(session, id))!;
            await BatchStore.CloseAsync(session, batch, now);
            await session.AppendAsync(new JournalEntry { Event = "batch.closed", Kind = "bat", Subject = Http.ChangeContext.Bytes(id), At = now });
        }

        return over.Count;
    }

    /// <summary>Settles attendance vouchers whose class has ended and lapses redemptions nobody applied for, those that are due; gives where to go on, or nothing at the end, and how many were recorded.</summary>
    public static async Task<(VoucherRow? Next, int Count)> EndAsync(Session session, VoucherRow? after, DateTimeOffset now, int most)
    {
        var cursor = new { today = Calendar.DayOf(now), bucket = after?.Bucket ?? -1, id = after?.Id ?? [], most };
        var ended = await VoucherStore.TakeAsync(session, Ended, cursor);
        var count = 0;
        foreach (var voucher in ended)
        {
            var scheme = (await SchemeStore.FindAsync(session, voucher.SchemeId))!;
            VoucherCommand command = scheme.Rules.ValueMode == Tokens.ValueMode.Attendance ? new VoucherCommand.SettleUnpaid() : new VoucherCommand.Lapse();
            var outcome = await session.AttemptAsync(() => VoucherLedger.ExecuteAsync(session, voucher, command, now, session.AppendAsync), o => o.Refusal is null);
            count += outcome.Refusal is null ? 1 : 0;
        }

        return (ended.Count == most ? ended[^1] : null, count);
    }
}
