using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>An institution redeems vouchers of proven holders, reverses, and looks at what it redeemed.</summary>
internal sealed class Redemptions(Scans scans, VoucherIssue issue, People people)
{
    private const string List = $"""
        SELECT {VoucherStore.Columns}
        FROM redemption r
        JOIN voucher t ON t.bucket = r.bucket AND t.id = r.voucher_id
        WHERE r.institution_id = @OwnerId AND (r.redeemed_at < @at OR (r.redeemed_at = @at AND r.voucher_id < @id))
        ORDER BY r.redeemed_at DESC, r.voucher_id DESC
        LIMIT @rows
        """;

    public static Fields Validate(RedeemRequest r) => new Fields()
        .Must(r.Scan.Length is > 0 and <= Scans.Longest, "scan", "out_of_range", $"Must have 1 to {Scans.Longest} characters.")
        .Document(r.Document, "document")
        .Must(r.Document is null || r.Assertion is null, "assertion", "invalid", "Must not be given together with document.")
        .Text(r.Assertion, "assertion", 100, optional: true)
        .Must(SubsidyStandards.IsProject(r.Project), "project", "invalid", "Must have 1 to 64 letters, digits, dots and dashes.")
        .Range(r.Level, "level", 0, 5)
        .Must(r.ClassEndsOn >= SqlTypes.DayZero && r.ClassEndsOn < SqlTypes.DayZero.AddDays(ushort.MaxValue), "classEndsOn", "out_of_range", "Must be a day of this century.")
        .Device(r.Device);

    public const int MostAtOnce = 1_000;

    public static Fields Validate(RedeemVouchersRequest r)
    {
        var fields = new Fields().Count(r.Items, "items", 1, MostAtOnce);
        for (var i = 0; i < r.Items.Count && i < MostAtOnce; i++)
        {
            fields.Part(Validate(r.Items[i]), $"items[{i}]");
        }

        return fields;
    }

    public static Fields Validate(ReverseRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.Reason, "reason", Fields.LongestReason)
        .Device(r.Device);

    public Grouping<Redeeming> One => new(Want, input => Scans.BucketOf(input.Text));

    public Grouping<IReadOnlyList<Redeeming>> Many => new(
        (w, inputs) =>
        {
            foreach (var input in inputs)
            {
                Want(w, input);
            }
        },
        _ => null);

    public Grouping<ReverseRequest> Reverse => new(
        (w, r) =>
        {
            issue.Want(w.Session, VoucherIssue.IdOf(r.Code));
            ActingInstitution.Want(w, r.InstitutionId);
        },
        r => issue.BucketOf(VoucherIssue.IdOf(r.Code)));

    public Redeeming Prepare(RedeemRequest r, DateTimeOffset now) =>
        new(r, scans.Read(r.Scan, now), r.Document is { } document ? people.KeyOf(document.Type, document.Number) : null);

    public IReadOnlyList<Redeeming> Prepare(RedeemVouchersRequest r, DateTimeOffset now) => [.. r.Items.Select(item => Prepare(item, now))];

    /// <summary>Redeems one after the other; one that is refused leaves the others alone.</summary>
    public async Task<Outcome<RedeemVouchersAnswer>> RedeemManyAsync(ChangeContext c, IReadOnlyList<Redeeming> inputs)
    {
        var results = new List<RedeemResult>(inputs.Count);
        foreach (var input in inputs)
        {
            var redeemed = await c.Session.AttemptAsync(() => RedeemAsync(c, input), o => o.Refusal is null);
            await RecordAsync(c, input, redeemed.Refusal);
            results.Add(redeemed.Refusal is { Code: var code }
                ? new() { Code = code.Code, Message = code.Sentence, Next = code.Next }
                : new() { Redemption = redeemed.Value });
        }

        return new RedeemVouchersAnswer(results);
    }

    public async Task<Outcome<Redemption>> RedeemAsync(ChangeContext c, Redeeming input)
    {
        var r = input.Request;
        var acting = await ActingInstitution.FindAsync(c, r.InstitutionId);
        if (acting.Refusal is { } notDelegated)
        {
            return notDelegated;
        }

        var institution = acting.Value;
        if (r.Document is null && r.Assertion is null)
        {
            return ErrorCodes.HolderProofRequired;
        }

        var scan = await scans.FindAsync(c.Session, input.Text);
        if (scan.Refusal is { } unread)
        {
            return unread;
        }

        var (voucher, scheme) = (scan.Value.Voucher, scan.Value.Scheme);
        var holder = await HolderAsync(c, input, voucher, institution);
        if (holder.Refusal is { } stranger)
        {
            return !scan.Value.IsToken && scan.Value.Elsewhere(institution) is not null ? ErrorCodes.UnknownCode : stranger;
        }

        if ((scheme.Rules.Refuses(scheme.Region, institution) ?? scheme.Rules.Refuses(r.Project, r.Level, r.Online)) is { } elsewhere)
        {
            return elsewhere;
        }

        var proxy = holder.Value.Proxy;
        if (proxy is not null && !scheme.Rules.AllowProxy)
        {
            return ErrorCodes.ProxyNotAllowed;
        }

        var amount = await AmountAsync(c, scan.Value, r);
        if (amount.Refusal is { } unpaid)
        {
            return VoucherTransitions.RefusesUse(voucher, scan.Value.Terms, c.Now) ?? unpaid.Code;
        }

        var command = new VoucherCommand.Redeem(institution.Id, r.Project, r.Level, amount.Value, r.ClassEndsOn, proxy?.Relation, ActingInstitution.PlatformOf(c.Caller));
        var note = VoucherLedger.Blank(voucher, c.Now) with { Device = r.Device, Values = ActingInstitution.Note(c.Caller, institution.Id) };
        var redeemed = await VoucherLedger.ExecuteAsync(c.Session, voucher, command, c.Now, c.JournalAsync, proxy?.On(note) ?? note);
        return redeemed.Refusal is { } refusal ? refusal : Show(redeemed.Value, redeemed.Value.Show(scheme, scan.Value.Batch, c.Now));
    }

    /// <summary>Puts the attempt on record, however it ended.</summary>
    public Task RecordAsync(ChangeContext c, Redeeming input, Refusal? refusal) =>
        Attempts.RecordAsync(c, new(VerificationKind.Redeem, input.Request.InstitutionId, input.Text, input.Request.Device), scans, refusal);

    /// <inheritdoc cref="RecordAsync(ChangeContext, Redeeming, Refusal?)"/>
    public Task RecordAsync(ChangeContext c, ReverseRequest r, Refusal? refusal) =>
        Attempts.RecordAsync(c, new(VerificationKind.Reverse, r.InstitutionId, scans.Read(r.Code, c.Now), r.Device), scans, refusal);

    public async Task<Outcome<Voucher>> ReverseAsync(ChangeContext c, ReverseRequest r)
    {
        var acting = await ActingInstitution.FindAsync(c, r.InstitutionId);
        if (acting.Refusal is { } notDelegated)
        {
            return notDelegated;
        }

        _ = VoucherCode.TryParse(r.Code, out var code);
        if (await issue.FindAsync(c.Session, code.Id) is not { } voucher)
        {
            return ErrorCodes.UnknownCode;
        }

        await ExpirySweep.OfPersonAsync(c.Session, voucher.PersonId, c.Now);
        var note = VoucherLedger.Blank(voucher, c.Now) with { Reason = r.Reason, Device = r.Device, Values = ActingInstitution.Note(c.Caller, acting.Value.Id) };
        var reversed = await VoucherLedger.ExecuteAsync(c.Session, voucher, new VoucherCommand.Reverse(acting.Value.Id), c.Now, c.JournalAsync, note);
        return reversed.Refusal is { } refusal ? refusal : await reversed.Value.ShowAsync(c.Session, c.Now);
    }

    public static async Task<Outcome<Page<Redemption>>> ListAsync(CallContext c, PageQuery q)
    {
        var (at, id) = q.AfterPair(long.MaxValue);
        var rows = await c.Session.QueryAsync<VoucherRow>(List, new { c.Caller.OwnerId, at, id, rows = q.Rows() });
        var shown = (await rows.ShowAsync(c.Session, c.Now)).Zip(rows).ToList();
        return q.Page(shown, pair => Show(pair.Second, pair.First), pair => Paging.Pair(pair.Second.RedeemedAt!.Value.ToUnixTimeMilliseconds(), pair.Second.Id));
    }

    private void Want(Wanting w, Redeeming input)
    {
        scans.Want(w.Session, input.Text);
        ActingInstitution.Want(w, input.Request.InstitutionId);
        if (input.Document is { } document)
        {
            w.Session.Shelf<DocumentShelf>().Want(document);
        }
        else if (input.Request.Assertion is { } assertion)
        {
            Assertions.Want(w.Session, assertion);
        }
    }

    /// <summary>The person behind card or assertion must be the holder; an unknown person is as wrong as another one.</summary>
    private static async Task<Outcome<Proven>> HolderAsync(ChangeContext c, Redeeming input, VoucherRow voucher, InstitutionRow institution)
    {
        if (input.Request.Assertion is not { } assertion)
        {
            return await People.FindAsync(c.Session, input.Document!.Value) == voucher.PersonId ? new Proven(voucher.PersonId, Proxy: null) : ErrorCodes.HolderMismatch;
        }

        var occasion = new Occasion(IdentityPurpose.Redeem) { Voucher = voucher.Code.Id, Institution = ActingInstitution.BoundTo(c.Caller, institution.Id) };
        var proven = await Assertions.UseAsync(c, Assertions.Read(assertion), occasion);
        return proven.Refusal is not null || proven.Value.Person == voucher.PersonId ? proven : ErrorCodes.HolderMismatch;
    }

    /// <summary>What the redemption obligates: the face value, the subsidy standard up to the cap, or nothing.</summary>
    private static async Task<Outcome<long>> AmountAsync(ChangeContext c, Scan scan, RedeemRequest r)
    {
        if (scan.Scheme.Rules.ValueMode != ValueMode.ProjectStandard)
        {
            return scan.Voucher.UnitFen;
        }

        var today = Calendar.DayOf(c.Now);
        var facts = await EligibilityRegister.FactsAsync(c.Session, scan.Voucher.PersonId, today);
        var categories = facts.Select(f => f.Category).Distinct().ToList();
        var standard = await SubsidyStandards.FindAsync(c.Session, scan.Scheme.AuthorityId, r.Project, r.Level, categories, today);
        return standard is { } fen ? Math.Min(fen, scan.Voucher.UnitFen) : ErrorCodes.NoStandard;
    }

    private static Redemption Show(VoucherRow v, Voucher shown) => new()
    {
        Voucher = shown.ForInstitution(),
        Project = v.Project!,
        Level = v.Level ?? 0,
        RedeemedAt = v.RedeemedAt!.Value,
        ClassEndsOn = v.ClassEndsOn!.Value,
        Proxy = v.RedeemProxy,
    };
}

/// <summary>A redemption asked for, its scanned text read, and by what the document of the holder is found.</summary>
internal sealed record Redeeming(RedeemRequest Request, ScannedText Text, LookupKey? Document);
