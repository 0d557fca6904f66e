using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Told, in the same transaction, that a voucher is about to be revoked out of the application it is part of; a refusal stops it.</summary>
internal delegate Task<Refusal?> Departure(ChangeContext c, VoucherRow voucher, string reason);

/// <summary>What an authority does with single vouchers of its region: look, revoke, suspend, resume. Looks at holders are journalled.</summary>
internal sealed class Oversight(VoucherIssue issue, People people, Departure departure)
{
    private const string List = $"""
        SELECT {VoucherStore.Columns} FROM voucher t
        WHERE region BETWEEN @From AND @To
          AND (@scheme IS NULL OR scheme_id = @scheme)
          AND (@batch IS NULL OR batch_id = @batch)
          AND (@institution IS NULL OR institution_id = @institution)
          AND (@channel IS NULL OR channel_id = @channel)
          AND (@state IS NULL
            OR (@state = 8 AND (state = 8 OR (state IN (1, 2) AND last_day < @today)))
            OR (@state <> 8 AND state = @state AND (state NOT IN (1, 2) OR last_day >= @today)))
          AND (bucket > @bucket OR (bucket = @bucket AND id > @id))
        ORDER BY bucket, id
        LIMIT @rows
        """;

    public static Fields Validate(VoucherActRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.Reason, "reason", Fields.LongestReason);

    public static Fields Validate(VoucherQuery q) => new Fields().Must(q.Region is null || Regions.Read(q.Region) >= 0, "region", "invalid", "Must be a six-digit region code.");

    public async Task<Outcome<Page<Contracts.VoucherRecord>>> ListAsync(ChangeContext c, VoucherQuery q)
    {
        var region = q.Region is null ? c.Caller.Region : Regions.Read(q.Region);
        if (!Regions.Covers(c.Caller.Region, region))
        {
            return ErrorCodes.RegionNotYours;
        }

        var rows = await c.Session.QueryAsync<VoucherRow>(List, Filter(q, region, Calendar.DayOf(c.Now)));
        var page = rows.Take(q.Rows() - 1).ToList();
        var holders = await people.MaskAsync(c.Session, [.. page.Select(v => v.PersonId).Distinct()]);
        var shown = (await rows.ShowAsync(c.Session, c.Now)).Zip(rows).ToList();
        await c.JournalAsync(Looked(c, page));
        return q.Page(shown, pair => Show(pair.Second, pair.First, holders), pair => Paging.Pair(pair.Second.Bucket, pair.Second.Id));
    }

    public Task<Outcome<Voucher>> RevokeAsync(ChangeContext c, VoucherActRequest r) => ActAsync(c, r, new VoucherCommand.Revoke());

    public Task<Outcome<Voucher>> SuspendAsync(ChangeContext c, VoucherActRequest r) => ActAsync(c, r, new VoucherCommand.Suspend());

    public Task<Outcome<Voucher>> ResumeAsync(ChangeContext c, VoucherActRequest r) => ActAsync(c, r, new VoucherCommand.Resume());

    public async Task<Outcome<RevealedHolder>> RevealAsync(ChangeContext c, VoucherActRequest r)
    {
        if (await OwnAsync(c, r.Code) is not { } voucher)
        {
            return ErrorCodes.UnknownCode;
        }

        await c.JournalAsync(VoucherLedger.Blank(voucher, c.Now) with { Event = "voucher.holder_revealed", Reason = r.Reason });
        var person = await people.OpenAsync(c.Session, voucher.PersonId);
        return new RevealedHolder { Name = person.Name, Document = new() { Type = person.DocumentType, Number = person.Number } };
    }

    private async Task<Outcome<Voucher>> ActAsync(ChangeContext c, VoucherActRequest r, VoucherCommand command)
    {
        if (await OwnAsync(c, r.Code) is not { } voucher)
        {
            return ErrorCodes.UnknownCode;
        }

        var outcome = command is VoucherCommand.Revoke
            ? await Revocations.RevokeAsync(c, voucher, r.Reason, departure)
            : await VoucherLedger.ExecuteAsync(c.Session, voucher, command, c.Now, c.JournalAsync, VoucherLedger.Blank(voucher, c.Now) with { Reason = r.Reason });
        return outcome.Refusal is { } refusal ? refusal : await outcome.Value.ShowAsync(c.Session, c.Now);
    }

    private async Task<VoucherRow?> OwnAsync(CallContext c, string text)
    {
        _ = VoucherCode.TryParse(text, out var code);
        return await issue.FindAsync(c.Session, code.Id) is { } voucher && Regions.Covers(c.Caller.Region, voucher.Region)
            ? voucher
            : null;
    }

    private static object Filter(VoucherQuery q, int region, DateOnly today)
    {
        var (from, to) = Regions.Subtree(region);
        var (bucket, id) = q.AfterPair(-1);
        return new
        {
            From = from, To = to, today, rows = q.Rows(),
            scheme = Id("sch", q.SchemeId), batch = Id("bat", q.BatchId), institution = Id("ins", q.InstitutionId), channel = Id("cha", q.ChannelId),
            state = (int?)q.State,
            bucket, id,
        };
    }

    /// <summary>Whose holders were looked at: the persons of the page.</summary>
    private static JournalEntry Looked(ChangeContext c, List<VoucherRow> page) => new()
    {
        Event = "authority.vouchers_listed",
        Kind = "aut",
        Subject = ChangeContext.Bytes(c.Caller.OwnerId),
        At = c.Now,
        Values = new Dictionary<string, long>(page.Select((v, i) => KeyValuePair.Create($"person{i:D3}", v.PersonId)), StringComparer.Ordinal) { ["rows"] = page.Count },
    };

    private static long? Id(string prefix, string? text) => text is null ? null : Ids.Read(prefix, text);

    private static Contracts.VoucherRecord Show(VoucherRow v, Voucher shown, IReadOnlyDictionary<long, MaskedHolder> holders) => new()
    {
        Voucher = shown,
        Holder = holders[v.PersonId],
        ChannelId = Ids.ShowOptional("cha", v.ChannelId),
        InstitutionId = Ids.ShowOptional("ins", v.InstitutionId),
        ClaimedAt = v.ClaimedAt,
        RedeemedAt = v.RedeemedAt,
        RedeemProxy = v.RedeemProxy,
        ApplicationId = Ids.ShowOptional("app", v.ApplicationId),
    };
}
