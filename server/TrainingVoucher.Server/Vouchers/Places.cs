using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Brings vouchers into being: a place in the batch, the person's limits, the row and its journal entry, all or nothing.</summary>
internal sealed class Places(VoucherIssue issue)
{
    /// <summary>Claims a place for a person who may have it.</summary>
    public async Task<Outcome<VoucherRow>> ClaimAsync(ChangeContext c, Offer offer, long person, Statement statement)
    {
        var (first, last) = offer.Scheme.Rules.Validity.DaysFrom(Calendar.DayOf(c.Now));
        if (Calendar.DayOf(c.Now) > last)
        {
            return ErrorCodes.Expired;
        }

        if (await TakeAsync(c, offer, person, unused: 1) is { } refusal)
        {
            return refusal;
        }

        var id = issue.NewId(person);
        var signed = await issue.SignAsync(c.Session, id, offer.Scheme, offer.Batch, first, last);
        var voucher = New(offer, id.ToBytes(), person, VoucherState.Claimed, first, last, c.Now) with
        {
            ChannelId = c.Caller.OwnerId,
            ClaimedAt = c.Now,
            ClaimProxy = statement.Proxy?.Relation,
            Shard = signed.Shard,
            ShardIndex = signed.Index,
            Token = signed.Token,
        };
        return await AddAsync(c, voucher, "claimed", statement);
    }

    /// <summary>Assigns a voucher to a listed person; it can be accepted while the batch is open and the scheme valid.</summary>
    public async Task<Outcome<VoucherRow>> AssignAsync(ChangeContext c, Offer offer, long person)
    {
        if (await TakeAsync(c, offer, person, unused: 0) is { } refusal)
        {
            return refusal;
        }

        var (opens, closes) = (Calendar.DayOf(offer.Batch.OpensAt), Calendar.DayOf(offer.Batch.ClosesAt.AddTicks(-1)));
        var last = offer.Scheme.Rules.Validity.LastDay is { } end && end < closes ? end : closes;
        return await AddAsync(c, New(offer, issue.NewId(person).ToBytes(), person, VoucherState.Assigned, opens, last, c.Now), "assigned", Statement.None);
    }

    private static async Task<ErrorCode?> TakeAsync(ChangeContext c, Offer offer, long person, int unused)
    {
        if (await PersonLimits.ChangeAsync(c.Session, person, offer.Scheme, schemeCount: 1, unused) is { } limit)
        {
            return limit;
        }

        if (await ExpirySweep.TakeAsync(c.Session, offer.Batch.Id, c.Now, () => BatchPlaces.TakeAsync(c.Session, offer.Batch.Id)))
        {
            return null;
        }

        return await BatchPlaces.IsOpenAsync(c.Session, offer.Batch.Id) ? ErrorCodes.SoldOut : ErrorCodes.BatchClosed;
    }

    private static async Task<Outcome<VoucherRow>> AddAsync(ChangeContext c, VoucherRow voucher, string @event, Statement statement)
    {
        if (!await VoucherStore.InsertAsync(c.Session, voucher))
        {
            return ErrorCodes.AlreadyClaimed;
        }

        await c.JournalAsync(statement.On(VoucherIssue.Born(voucher, @event)));
        return voucher;
    }

    private static VoucherRow New(Offer offer, byte[] id, long person, VoucherState state, DateOnly first, DateOnly last, DateTimeOffset now) => new()
    {
        Bucket = Ids.BucketOf(person),
        Id = id,
        BatchId = offer.Batch.Id,
        SchemeId = offer.Scheme.Id,
        Region = offer.Scheme.Region,
        PersonId = person,
        State = state,
        FirstDay = first,
        LastDay = last,
        UnitFen = offer.Batch.UnitFen,
        CreatedAt = now,
    };
}
