using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>The signed form of a voucher and its place in the status shards, given out together, at claim.</summary>
internal sealed record SignedPlace(uint Shard, ushort Index, string Token);

/// <summary>Makes vouchers (code, status place, signed token) and finds them again by their id.</summary>
internal sealed class VoucherIssue(VoucherCodes codes, ShardIndex index, VoucherIssuer issuer, ClaimNumbers numbers)
{
    public VoucherId NewId(long person) => codes.New((byte)Ids.BucketOf(person));

    /// <summary>The voucher of an id: the id itself says in which bucket it lies.</summary>
    public ValueTask<VoucherRow?> FindAsync(Session session, VoucherId id) => session.Shelf<VoucherShelf>().FindAsync(KeyOf(id));

    /// <summary>The id in a code that was checked to be one.</summary>
    public static VoucherId IdOf(string code) => VoucherCode.TryParse(code, out var parsed) ? parsed.Id : default;

    public int BucketOf(VoucherId id) => codes.BucketOf(id);

    public VoucherKey KeyOf(VoucherId id) => new(codes.BucketOf(id), id.ToBytes());

    /// <summary>Asks for a voucher with the next load.</summary>
    public void Want(Session session, VoucherId id) => session.Shelf<VoucherShelf>().Want(KeyOf(id));

    /// <summary>Asks for what signing a voucher of this batch takes with the next load.</summary>
    public void WantPlace(Session session, long batch) => numbers.Want(session, batch);

    public async Task<SignedPlace> SignAsync(Session session, VoucherId id, SchemeRow scheme, BatchRow batch, DateOnly first, DateOnly last)
    {
        var (number, shard) = await numbers.NextAsync(session, batch.Id);
        var claims = new VoucherClaims(
            KeyId: 0,
            Id: id,
            Shard: shard,
            Index: index.Of(shard, number),
            Batch: (uint)batch.Number,
            Region: scheme.Region,
            Category: new TrainingCategory((ushort)scheme.Rules.TrainingCategory),
            FirstDay: first,
            LastDay: last,
            ValueFen: scheme.Rules.ValueMode == ValueMode.FaceValue ? (uint)batch.UnitFen : 0,
            ValueMode: scheme.Rules.ValueMode,
            IsTargeted: batch.Mode == Contracts.ReleaseMode.Targeted);
        return new SignedPlace(shard, claims.Index, issuer.Issue(claims));
    }

    /// <summary>The journal row of a new voucher: with it alone the row can be made again.</summary>
    public static JournalEntry Born(VoucherRow v, string @event) => VoucherLedger.Blank(v, v.CreatedAt) with
    {
        Event = "voucher." + @event,
        NewState = (int)v.State,
        Fen = v.UnitFen,
        Concern = v.Concern,
        Values = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["bucket"] = v.Bucket,
            ["batch"] = v.BatchId,
            ["scheme"] = v.SchemeId,
            ["region"] = v.Region,
            ["person"] = v.PersonId,
            ["first_day"] = v.FirstDay.ToDays(),
            ["last_day"] = v.LastDay.ToDays(),
            ["channel"] = v.ChannelId ?? 0,
            ["shard"] = v.Shard ?? -1,
            ["index"] = v.ShardIndex ?? -1,
        },
    };
}
