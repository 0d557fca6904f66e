using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Voucher rows. Every key and every hot statement carries the bucket; every update is guarded by the version that was read.</summary>
internal static class VoucherStore
{
    public const string Columns = """
        bucket, id, batch_id, scheme_id, region, person_id, state, suspended, contested, first_day, last_day, unit_fen, amount_fen, created_at,
        channel_id, claimed_at, shard, shard_index, token, institution_id, project, level, class_ends_on, redeemed_at, application_id, version
        """;

    private const string Find = $"SELECT {Columns} FROM voucher WHERE bucket = @bucket AND id = @id";

    private const string OfPersonInBatch = $"SELECT {Columns} FROM voucher WHERE bucket = @bucket AND batch_id = @batch AND person_id = @person";

    private const string OfPerson = $"SELECT {Columns} FROM voucher WHERE bucket = @bucket AND person_id = @person ORDER BY created_at DESC, id LIMIT @rows";

    private const string DueOfPerson = $"""
        SELECT {Columns} FROM voucher
        WHERE bucket = @bucket AND person_id = @person AND state IN (1, 2) AND last_day < @today
        """;

    private const string DueOfBatch = $"""
        SELECT {Columns} FROM voucher
        WHERE batch_id = @batch AND state IN (1, 2) AND last_day < @today
        LIMIT @rows
        """;

    private const string Insert = """
        INSERT INTO voucher (
            bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at,
            channel_id, claimed_at, shard, shard_index, token)
        VALUES (
            @Bucket, @Id, @BatchId, @SchemeId, @Region, @PersonId, @State, @FirstDay, @LastDay, @UnitFen, @CreatedAt,
            @ChannelId, @ClaimedAt, @Shard, @ShardIndex, @Token)
        ON CONFLICT (bucket, batch_id, person_id) DO NOTHING
        """;

    private const string Update = """
        UPDATE voucher SET
            state = @State, suspended = @Suspended, contested = @Contested, first_day = @FirstDay, last_day = @LastDay, amount_fen = @AmountFen,
            channel_id = @ChannelId, claimed_at = @ClaimedAt, shard = @Shard, shard_index = @ShardIndex, token = @Token,
            institution_id = @InstitutionId, project = @Project, level = @Level, class_ends_on = @ClassEndsOn, redeemed_at = @RedeemedAt,
            application_id = @ApplicationId, version = version + 1
        WHERE bucket = @Bucket AND id = @Id AND version = @Version
        """;

    public static Task<VoucherRow?> FindAsync(Session session, int bucket, byte[] id) =>
        session.SingleAsync<VoucherRow>(Find, new { bucket, id });

    public static Task<VoucherRow?> OfPersonInBatchAsync(Session session, long person, long batch) =>
        session.SingleAsync<VoucherRow>(OfPersonInBatch, new { bucket = Ids.BucketOf(person), person, batch });

    public static Task<IReadOnlyList<VoucherRow>> OfPersonAsync(Session session, long person, int rows) =>
        session.QueryAsync<VoucherRow>(OfPerson, new { bucket = Ids.BucketOf(person), person, rows });

    /// <summary>Vouchers of a person that the calendar has expired and nothing has recorded yet.</summary>
    public static Task<IReadOnlyList<VoucherRow>> DueOfPersonAsync(Session session, long person, DateOnly today) =>
        session.QueryAsync<VoucherRow>(DueOfPerson, new { bucket = Ids.BucketOf(person), person, today });

    /// <summary>Vouchers of a batch that the calendar has expired and nothing has recorded yet.</summary>
    public static Task<IReadOnlyList<VoucherRow>> DueOfBatchAsync(Session session, long batch, DateOnly today, int rows) =>
        session.QueryAsync<VoucherRow>(DueOfBatch, new { batch, today, rows });

    /// <summary>Adds a voucher; <see langword="false"/> when the person had one of this batch before.</summary>
    public static async Task<bool> InsertAsync(Session session, VoucherRow voucher) => await session.ExecuteAsync(Insert, voucher) == 1;

    public static Task UpdateAsync(Session session, VoucherRow voucher) => session.RequireAsync(Update, voucher);
}
