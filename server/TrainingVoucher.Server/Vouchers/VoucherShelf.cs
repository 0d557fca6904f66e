using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Where a voucher lies.</summary>
internal readonly record struct VoucherKey(int Bucket, byte[] Id) : IComparable<VoucherKey>
{
    public bool Equals(VoucherKey other) => Bucket == other.Bucket && Id.AsSpan().SequenceEqual(other.Id);

    public override int GetHashCode() => BitConverter.ToInt32(Id, VoucherId.ByteLength - sizeof(int) - 2);

    public int CompareTo(VoucherKey other) => Bucket != other.Bucket ? Bucket.CompareTo(other.Bucket) : Id.AsSpan().SequenceCompareTo(other.Id);
}

/// <summary>
/// The vouchers of a transaction: by their ids, or those of a person that a claim must know (the one of the batch, and those that have
/// expired unrecorded). Loaded with row locks; every update is guarded by the version that was read.
/// </summary>
internal sealed class VoucherShelf : Shelf<VoucherKey, VoucherRow>
{
    private const string Find = $"""
        SELECT {VoucherStore.Columns}
        FROM {Step.RowsMark}
        JOIN voucher t ON t.bucket = r.bucket AND t.id = r.id
        ORDER BY t.bucket, t.id {Session.GuardMark}
        """;

    private const string Concern = "(t.batch_id = r.batch OR (t.state IN (1, 2) AND t.last_day < r.today))";

    private const string FindOfPersons = $"""
        SELECT {VoucherStore.Columns}
        FROM {Step.RowsMark}
        JOIN voucher t ON t.bucket = r.bucket AND t.person_id = r.person AND {Concern}
        """;

    private const string Insert = """
        INSERT INTO voucher (
            bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at,
            channel_id, claimed_at, shard, shard_index, token, claim_proxy, due_on)
        SELECT
            r.bucket, r.id, r.batch_id, r.scheme_id, r.region, r.person_id, r.state, r.first_day, r.last_day, r.unit_fen, r.created_at,
            r.channel_id, r.claimed_at, r.shard, r.shard_index, r.token, r.claim_proxy, r.due_on
        FROM {rows}
        """;

    private const string Update = """
        UPDATE voucher SET
            state = r.state, suspended = r.suspended, contested = r.contested, first_day = r.first_day, last_day = r.last_day, amount_fen = r.amount_fen,
            channel_id = r.channel_id, claimed_at = r.claimed_at, shard = r.shard, shard_index = r.shard_index, token = r.token,
            institution_id = r.institution_id, platform_id = r.platform_id, project = r.project, level = r.level, class_ends_on = r.class_ends_on,
            redeemed_at = r.redeemed_at, application_id = r.application_id, claim_proxy = r.claim_proxy, redeem_proxy = r.redeem_proxy, due_on = r.due_on, version = r.version
        FROM {rows}
        WHERE voucher.bucket = r.bucket AND voucher.id = r.id AND voucher.version = r.was
        """;

    private const string InsertRedemption = """
        INSERT INTO redemption (institution_id, redeemed_at, bucket, voucher_id, due_on)
        SELECT r.institution_id, r.redeemed_at, r.bucket, r.voucher_id, r.due_on
        FROM {rows}
        """;

    private const string DeleteRedemption = """
        DELETE FROM redemption
        WHERE (institution_id, redeemed_at, bucket, voucher_id) IN (SELECT r.institution_id, r.redeemed_at, r.bucket, r.voucher_id FROM {rows})
        """;

    private const long NoBatch = 0;

    private readonly HashSet<(long Person, long Batch)> known = [];
    private readonly HashSet<long> swept = [];
    private readonly Dictionary<long, List<VoucherKey>> ofPerson = [];
    private readonly List<PersonKey> persons = [];
    private readonly List<Holder> holders = [];

    public override string Table => "voucher";

    public override LockOrder Order => LockOrder.Voucher;

    /// <summary>Asks for what a claim of this person in this batch must know.</summary>
    public void Want(long person, long batch, DateOnly today)
    {
        if (!known.Contains((person, batch)))
        {
            persons.Add(new(Ids.BucketOf(person), person, batch, today));
        }
    }

    /// <summary>The same for the person of an assertion that is being loaded as well.</summary>
    public void Want(AssertionKey assertion, long batch, long channel, DateOnly today) => holders.Add(new(assertion, batch, channel, today));

    /// <summary>The voucher that a person has or had in a batch.</summary>
    public async ValueTask<VoucherRow?> OfBatchAsync(long person, long batch, DateOnly today)
    {
        await KnowAsync(person, batch, today);
        return OfPerson(person).FirstOrDefault(v => v.BatchId == batch);
    }

    /// <summary>The vouchers of a person that the calendar has expired and nothing has recorded yet.</summary>
    public async ValueTask<IReadOnlyList<VoucherRow>> DueAsync(long person, DateOnly today)
    {
        if (!swept.Contains(person))
        {
            await KnowAsync(person, NoBatch, today);
        }

        return [.. OfPerson(person).Where(v => v.State is VoucherState.Assigned or VoucherState.Claimed && v.LastDay < today)];
    }

    /// <summary>Takes rows in hand that another query has read.</summary>
    public void Take(VoucherRow row)
    {
        Put(new(row.Bucket, row.Id), row);
        Index(row);
    }

    public void Add(VoucherRow row)
    {
        Set(new(row.Bucket, row.Id), row);
        Index(row);
    }

    /// <summary>Changes a voucher as it was read.</summary>
    /// <exception cref="LostRaceException">It is no longer as it was read.</exception>
    public VoucherRow Change(VoucherRow row)
    {
        var key = new VoucherKey(row.Bucket, row.Id);
        if (!TryGet(key, out var before) || before!.Version != row.Version)
        {
            throw new LostRaceException(0, 1);
        }

        var after = row with { Version = row.Version + 1 };
        Set(key, after);
        return after;
    }

    public override void Load(Trip trip)
    {
        var count = holders.Count;
        holders.RemoveAll(h => Resolve(h, count));
        var people = persons.ToList();
        persons.Clear();
        trip.Query<PersonKey, VoucherRow>(FindOfPersons, people, Take);
        base.Load(trip);
        trip.Then(() => people.ForEach(p => Know(p.Person, p.Batch)));
    }

    public override void Refresh()
    {
        base.Refresh();
        known.Clear();
        swept.Clear();
    }

    protected override void Load(Trip trip, IReadOnlyList<VoucherKey> keys) => trip.Query<VoucherKey, VoucherRow>(Find, keys, row =>
    {
        Take(row);
        Session.Shelf<BatchShelf>().Want(row.BatchId);
    });

    protected override void Write(Trip trip, IReadOnlyList<Written> changes)
    {
        trip.Require(Insert, changes.Where(c => c.Was is null).Select(c => c.Row).ToList());
        trip.Require(Update, changes.Where(c => c.Was is not null).Select(c => new ChangedVoucher(c.Row, c.Was!.Version)).ToList());
        var redeemed = changes.Select(c => (Was: RedemptionRow.Of(c.Was), Is: RedemptionRow.Of(c.Row))).Where(r => r.Was != r.Is).ToList();
        trip.Require(DeleteRedemption, redeemed.Select(r => r.Was).OfType<RedemptionRow>().ToList());
        trip.Require(InsertRedemption, redeemed.Select(r => r.Is).OfType<RedemptionRow>().ToList());
    }

    /// <summary>
    /// Whether the assertion is in hand; its person's vouchers are then asked for, or known to be none. That there were none was read before
    /// the counters of the batch: where these may turn somebody away, it has to be read after them.
    /// </summary>
    private bool Resolve(Holder holder, int count)
    {
        if (!Session.Shelf<AssertionShelf>().IsInHand(holder.Assertion, out var row))
        {
            return false;
        }

        if (row is not null && (row.HasVouchers || BatchPlaces.MayRunOut(Session, holder.Batch, holder.Channel, count)))
        {
            Want(row.PersonId, holder.Batch, holder.Today);
        }
        else if (row is not null)
        {
            Know(row.PersonId, holder.Batch);
        }

        return true;
    }

    private void Know(long person, long batch)
    {
        known.Add((person, batch));
        swept.Add(person);
    }

    private async ValueTask KnowAsync(long person, long batch, DateOnly today)
    {
        if (!known.Contains((person, batch)))
        {
            Want(person, batch, today);
            await Session.LoadAsync();
        }
    }

    private IEnumerable<VoucherRow> OfPerson(long person) =>
        ofPerson.TryGetValue(person, out var keys) ? keys.Select(key => TryGet(key, out var row) ? row : null).OfType<VoucherRow>() : [];

    private void Index(VoucherRow row)
    {
        if (!ofPerson.TryGetValue(row.PersonId, out var keys))
        {
            ofPerson.Add(row.PersonId, keys = []);
        }

        var key = new VoucherKey(row.Bucket, row.Id);
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }

    private sealed record PersonKey(int Bucket, long Person, long Batch, DateOnly Today);

    private sealed record Holder(AssertionKey Assertion, long Batch, long Channel, DateOnly Today);
}
