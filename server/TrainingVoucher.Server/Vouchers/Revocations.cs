using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Revokes vouchers: one, or by a job all that a selection holds, each as if it were revoked alone.</summary>
internal sealed class Revocations(Departure departure, int atOnce) : IJobKind
{
    private const int Buckets = 256;

    // A chunk looks no further, however few there are to find.
    private const int BucketsAtOnce = 16;

    private const string Selected = """
        FROM voucher t
        WHERE t.bucket BETWEEN @fromBucket AND @toBucket
          AND t.region BETWEEN @From AND @To
          AND (@scheme = 0 OR t.scheme_id = @scheme)
          AND (@batch = 0 OR t.batch_id = @batch)
          AND (@institution = 0 OR t.institution_id = @institution)
          AND (@channel = 0 OR t.channel_id = @channel)
          AND ((@state = 0 AND t.state BETWEEN 1 AND 6) OR (t.state = @state AND (t.state NOT IN (1, 2) OR t.last_day >= @today)))
          AND t.created_at <= @before
        """;

    private const string Count = $"SELECT COUNT(*) {Selected}";

    private const string Page = $"""
        SELECT {VoucherStore.Columns} {Selected}
          AND (t.bucket > @fromBucket OR t.id > @id)
        ORDER BY t.bucket, t.id
        LIMIT @most
        """;

    private static readonly VoucherState[] Revocable =
        [VoucherState.Assigned, VoucherState.Claimed, VoucherState.Redeemed, VoucherState.Applied, VoucherState.Approved];

    public JobKind Kind => JobKind.RevokeVouchers;

    public static Fields Validate(RevokeVouchersRequest r) => new Fields()
        .Must((r.SchemeId ?? r.BatchId ?? r.InstitutionId ?? r.ChannelId) is not null, "batchId", "required", "Scheme, batch, institution or channel must be given.")
        .Id(r.SchemeId, "sch", "schemeId")
        .Id(r.BatchId, "bat", "batchId")
        .Id(r.InstitutionId, "ins", "institutionId")
        .Id(r.ChannelId, "cha", "channelId")
        .Must(r.Region is null || Regions.Read(r.Region) >= 0, "region", "invalid", "Must be a six-digit region code.")
        .Must(r.State is null || Revocable.Contains(r.State.Value), "state", "invalid", "Must be a state in which vouchers can be revoked.")
        .Text(r.Reason, "reason", Fields.LongestReason);

    public async Task<Outcome<Job>> StartAsync(ChangeContext c, RevokeVouchersRequest r)
    {
        if (r.Region is { } region && !Regions.Covers(c.Caller.Region, Regions.Read(region)))
        {
            return ErrorCodes.RegionNotYours;
        }

        var total = await c.Session.ValueAsync<long>(Count, Filter(r, c, c.Now, new Place(0, []), Buckets - 1));
        var batch = r.BatchId is { } named ? await BatchStore.OwnAsync(c, named) : null;
        return await JobStore.StartAsync(c, Kind, batch?.Id, JsonSerializer.Serialize(r, Json.Options.GetTypeInfo<RevokeVouchersRequest>()), total);
    }

    public async Task<JobStep> RunAsync(ChangeContext c, JobRow job)
    {
        var request = JsonSerializer.Deserialize(job.Arguments!, Json.Options.GetTypeInfo<RevokeVouchersRequest>())!;
        var place = Place.Read(job.Cursor);
        if (place.Bucket >= Buckets)
        {
            return JobStep.End;
        }

        var last = Math.Min(place.Bucket + BucketsAtOnce, Buckets) - 1;
        var selected = await c.Session.QueryAsync<VoucherRow>(Page, Filter(request, c, job.CreatedAt, place, last));
        var vouchers = await TakeAsync(c.Session, selected);
        var (errors, row) = (new List<JobError>(), job.NextRow);
        foreach (var voucher in vouchers.Where(v => request.State is null || v.StateAt(c.Now) == request.State))
        {
            var outcome = await c.Session.AttemptAsync(() => RevokeAsync(c, voucher, request.Reason, departure), o => o.Refusal is null);
            if (outcome.Refusal is { } refusal)
            {
                errors.Add(new JobError(row, "", refusal.Code.Code, voucher.Code.Format()));
            }

            row++;
        }

        var next = selected.Count < atOnce ? new Place(last + 1, []) : new Place(selected[^1].Bucket, selected[^1].Id);
        return new JobStep((int)(row - job.NextRow) - errors.Count, errors, next.ToString());
    }

    /// <summary>Revokes one voucher, out of its application if it is part of one.</summary>
    public static async Task<Outcome<VoucherRow>> RevokeAsync(ChangeContext c, VoucherRow voucher, string reason, Departure departure)
    {
        if (voucher.State is VoucherState.Applied or VoucherState.Approved && await departure(c, voucher, reason) is { } stays)
        {
            return stays;
        }

        var note = VoucherLedger.Blank(voucher, c.Now) with { Reason = reason };
        return await VoucherLedger.ExecuteAsync(c.Session, voucher, new VoucherCommand.Revoke(), c.Now, c.JournalAsync, note);
    }

    /// <summary>The vouchers as they are now that this transaction holds them, with all that revoking looks at, in the order of locks.</summary>
    private static async Task<IReadOnlyList<VoucherRow>> TakeAsync(Session session, IReadOnlyList<VoucherRow> selected)
    {
        foreach (var v in selected)
        {
            session.Shelf<PersonRuleShelf>().Want(new PersonRuleKey(v.Bucket, v.PersonId, PersonLimits.OfScheme(v.SchemeId)));
            session.Shelf<VoucherShelf>().Want(new(v.Bucket, v.Id));
            session.Shelf<PlacesShelf>().Want(v.BatchId);
        }

        await session.LoadAsync();
        var taken = new List<VoucherRow>(selected.Count);
        foreach (var v in selected)
        {
            taken.Add((await VoucherStore.FindAsync(session, v.Bucket, v.Id))!);
        }

        return taken;
    }

    private object Filter(RevokeVouchersRequest r, CallContext c, DateTimeOffset before, Place place, int toBucket)
    {
        var (from, to) = Regions.Subtree(r.Region is null ? c.Caller.Region : Regions.Read(r.Region));
        return new
        {
            From = from, To = to, before, today = Calendar.DayOf(c.Now), most = atOnce,
            scheme = Id("sch", r.SchemeId), batch = Id("bat", r.BatchId), institution = Id("ins", r.InstitutionId), channel = Id("cha", r.ChannelId),
            state = (int)(r.State ?? VoucherState.Unknown),
            fromBucket = place.Bucket, toBucket, id = place.Id,
        };
    }

    /// <summary>0 when the selection does not ask for it, -1 when it asks for what nothing is called.</summary>
    private static long Id(string prefix, string? text) => text is null ? 0 : Ids.Read(prefix, text) is var id && id != 0 ? id : -1;

    /// <summary>After which voucher a chunk begins.</summary>
    private sealed record Place(int Bucket, byte[] Id)
    {
        public static Place Read(string? cursor) =>
            cursor?.Split(' ') is [var bucket, var id] ? new(int.Parse(bucket, System.Globalization.CultureInfo.InvariantCulture), Convert.FromHexString(id)) : new(0, []);

        public override string ToString() => $"{Bucket} {Convert.ToHexStringLower(Id)}";
    }
}
