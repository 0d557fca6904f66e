using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Records what the calendar has decided, so that quantity, money and limits are free again. By rule a voucher is expired without it.</summary>
internal static class ExpirySweep
{
    private const int SweptAtOnce = 100;

    public static async Task OfPersonAsync(Session session, long person, DateTimeOffset now) =>
        await RecordAsync(session, await VoucherStore.DueOfPersonAsync(session, person, Calendar.DayOf(now)), now);

    /// <summary>Takes a place of a batch; when there is none, tries for one that an expired voucher still holds.</summary>
    public static async Task<bool> TakeAsync(Session session, long batch, DateTimeOffset now, Func<Task<bool>> take)
    {
        while (!await take())
        {
            if (await RecordAsync(session, await VoucherStore.DueOfBatchAsync(session, batch, Calendar.DayOf(now), SweptAtOnce), now) == 0)
            {
                return false;
            }
        }

        return true;
    }

    public static async Task<int> RecordAsync(Session session, IReadOnlyList<VoucherRow> due, DateTimeOffset now)
    {
        foreach (var voucher in due)
        {
            var outcome = await VoucherLedger.ExecuteAsync(session, voucher, new VoucherCommand.Expire(), now, session.AppendAsync);
            if (outcome.Refusal is { } refusal)
            {
                throw new InvalidOperationException($"An expired voucher could not be recorded as such: {refusal.Code.Code}.");
            }
        }

        return due.Count;
    }
}
