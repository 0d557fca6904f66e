using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Vouchers by their keys, and lists of them. Every key and every hot statement carries the bucket.</summary>
internal static class VoucherStore
{
    public const string Columns = """
        t.bucket, t.id, t.batch_id, t.scheme_id, t.region, t.person_id, t.state, t.suspended, t.contested,
        t.first_day, t.last_day, t.unit_fen, t.amount_fen, t.created_at, t.channel_id, t.claimed_at, t.shard, t.shard_index,
        t.token, t.institution_id, t.platform_id, t.project, t.level, t.class_ends_on, t.redeemed_at, t.application_id, t.claim_proxy, t.redeem_proxy, t.due_on, t.version
        """;

    private const string OfPerson = $"SELECT {Columns} FROM voucher t WHERE t.bucket = @bucket AND t.person_id = @person ORDER BY t.created_at DESC, t.id LIMIT @rows";

    private const string DueOfBatch = $"""
        SELECT {Columns} FROM voucher t
        WHERE t.batch_id = @batch AND t.due_on <= @today AND t.state IN (1, 2) AND t.last_day < @today
        LIMIT @rows {Session.LockMark}
        """;

    public static ValueTask<VoucherRow?> FindAsync(Session session, int bucket, byte[] id) => session.Shelf<VoucherShelf>().FindAsync(new(bucket, id));

    public static ValueTask<VoucherRow?> OfPersonInBatchAsync(Session session, long person, long batch, DateOnly today) =>
        session.Shelf<VoucherShelf>().OfBatchAsync(person, batch, today);

    public static Task<IReadOnlyList<VoucherRow>> OfPersonAsync(Session session, long person, int rows) =>
        session.QueryAsync<VoucherRow>(OfPerson, new { bucket = Ids.BucketOf(person), person, rows });

    /// <summary>Vouchers of a person that the calendar has expired and nothing has recorded yet.</summary>
    public static ValueTask<IReadOnlyList<VoucherRow>> DueOfPersonAsync(Session session, long person, DateOnly today) =>
        session.Shelf<VoucherShelf>().DueAsync(person, today);

    /// <summary>Vouchers of a batch that the calendar has expired and nothing has recorded yet.</summary>
    public static Task<IReadOnlyList<VoucherRow>> DueOfBatchAsync(Session session, long batch, DateOnly today, int rows) =>
        TakeAsync(session, DueOfBatch, new { batch, today, rows });

    /// <summary>Runs a query with <see cref="Columns"/> over <c>voucher t</c> whose rows will be changed.</summary>
    public static async Task<IReadOnlyList<VoucherRow>> TakeAsync(Session session, string sql, object arguments)
    {
        var rows = await session.QueryAsync<VoucherRow>(sql, arguments);
        foreach (var row in rows)
        {
            session.Shelf<VoucherShelf>().Take(row);
        }

        return rows;
    }

    /// <summary>Adds a voucher; <see langword="false"/> when the person had one of this batch before.</summary>
    public static async Task<bool> InsertAsync(Session session, VoucherRow voucher)
    {
        var shelf = session.Shelf<VoucherShelf>();
        if (await shelf.OfBatchAsync(voucher.PersonId, voucher.BatchId, Calendar.DayOf(voucher.CreatedAt)) is not null)
        {
            return false;
        }

        shelf.Add(voucher with { DueOn = VoucherCalendar.KeptDueOn(null, voucher) });
        return true;
    }

    /// <summary>Changes a voucher as it was read, and gives it as it is then.</summary>
    public static async ValueTask<VoucherRow> UpdateAsync(Session session, VoucherRow voucher)
    {
        await FindAsync(session, voucher.Bucket, voucher.Id);
        return session.Shelf<VoucherShelf>().Change(voucher);
    }
}
