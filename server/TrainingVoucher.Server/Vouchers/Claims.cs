using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>A holder claims a voucher, or accepts the one assigned: who may is decided here, what it does in <see cref="Places"/>.</summary>
internal sealed class Claims(People people, VoucherIssue issue, Places places, RecentBatches recent)
{
    public static Fields Validate(ClaimRequest r) => new Fields()
        .Text(r.BatchId, "batchId", 64)
        .Text(r.Assertion, "assertion", 100)
        .Count(r.Pledges, "pledges", 0, 20)
        .Must(r.Entry is null || Statement.IsEntry(r.Entry), "entry", "invalid", "Must have 1 to 40 lower-case letters, digits and dashes, a letter first.");

    public static Fields Validate(CheckEligibilityRequest r) => new Fields().Text(r.BatchId, "batchId", 64).Text(r.Assertion, "assertion", 100);

    /// <summary>Everything a claim looks at can be named before the person is known: by the assertion.</summary>
    public Grouping<Claiming> Grouping => new((w, input) => Want(w, input.Batch, input.Assertion), _ => null);

    public static Claiming Prepare(ClaimRequest r, DateTimeOffset now) => new(r, Ids.Read("bat", r.BatchId), Assertions.Read(r.Assertion));

    public void Want(Wanting w, long batch, AssertionKey? assertion)
    {
        recent.Want(w.Session);
        w.Session.Shelf<BatchShelf>().Want(batch);
        w.Session.Shelf<PlacesShelf>().Want(batch);
        issue.WantPlace(w.Session, batch);
        w.Session.Shelf<BatchChannelShelf>().Want((batch, w.Caller.OwnerId));
        if (assertion is { } key)
        {
            w.Session.Shelf<AssertionShelf>().Want(key);
            w.Session.Shelf<PersonRuleShelf>().Want(key);
            w.Session.Shelf<VoucherShelf>().Want(key, batch, w.Caller.OwnerId, Calendar.DayOf(w.Now));
        }
    }

    public async Task<Outcome<Voucher>> ClaimAsync(ChangeContext c, Claiming input)
    {
        var offer = await OfferAsync(c, input.Batch);
        if (offer.Refusal is { } closed)
        {
            return closed;
        }

        recent.Note(offer.Value.Batch);
        var holder = await Assertions.UseAsync(c, input.Assertion, new(IdentityPurpose.Claim) { Batch = offer.Value.Batch.Id });
        if (holder.Refusal is { } unknown)
        {
            return unknown;
        }

        var claimed = await ClaimAsync(c, offer.Value, holder.Value, input.Request.Pledges, input.Request.Entry);
        return claimed.Refusal is { } refusal ? refusal : claimed.Value.Show(offer.Value.Scheme, offer.Value.Batch, c.Now);
    }

    /// <summary>Claims for a person who is proven, in a batch that is open.</summary>
    public async Task<Outcome<VoucherRow>> ClaimAsync(ChangeContext c, Offer offer, Proven holder, IReadOnlyList<string> pledges, string? entry = null)
    {
        if (holder.Proxy is not null && !offer.Scheme.Rules.AllowProxy)
        {
            return ErrorCodes.ProxyNotAllowed;
        }

        var person = holder.Person;
        await ExpirySweep.OfPersonAsync(c.Session, person, c.Now);
        var existing = await VoucherStore.OfPersonInBatchAsync(c.Session, person, offer.Batch.Id, Calendar.DayOf(c.Now));
        if (await RefusesAsync(c, offer, person, existing, pledges) is { } refusal)
        {
            return refusal;
        }

        if (!await ExpirySweep.TakeAsync(c.Session, offer.Batch.Id, c.Now, () => BatchPlaces.TakeOfChannelAsync(c.Session, offer.Batch.Id, c.Caller.OwnerId)))
        {
            return ErrorCodes.ChannelSoldOut;
        }

        var statement = Statement.Of(offer.Scheme.Rules, pledges, holder.Proxy, entry);
        return existing is null
            ? await places.ClaimAsync(c, offer, person, statement)
            : await AcceptAsync(c, offer, existing, statement);
    }

    /// <summary>Says in advance what a claim would come to.</summary>
    public async Task<Outcome<EligibilityAnswer>> CheckAsync(CallContext c, CheckEligibilityRequest r)
    {
        var batch = Ids.Read("bat", r.BatchId);
        var offer = await OfferAsync(c, batch);
        var holder = await Assertions.PeekAsync(c, Assertions.Read(r.Assertion), new(IdentityPurpose.Claim) { Batch = batch });
        if (holder.Refusal is { } invalid)
        {
            return invalid;
        }

        if (offer.Refusal is { } closed)
        {
            return new EligibilityAnswer { Eligible = false, Code = closed.Code.Code, Unmet = [], Pledges = [] };
        }

        var person = holder.Value.Person;
        var existing = await VoucherStore.OfPersonInBatchAsync(c.Session, person, batch, Calendar.DayOf(c.Now));
        var rules = await EligibilityAsync(c, offer.Value, person, existing, []);
        var code = (holder.Value.Proxy is not null && !offer.Value.Scheme.Rules.AllowProxy ? ErrorCodes.ProxyNotAllowed : null)
            ?? Stands(offer.Value.Batch, existing, c.Now)
            ?? (rules.Unmet.Count > 0 ? ErrorCodes.NotEligible : null)
            ?? await Foresight.RefusesAsync(c.Session, offer.Value, person, c.Caller.OwnerId, existing is not null, c.Now);
        return new EligibilityAnswer { Eligible = code is null, Code = code?.Code, Unmet = rules.Unmet, Pledges = rules.Pledges };
    }

    /// <summary>The batch and its scheme, when the calling channel offers it and it is open now. One that others offer is as unknown as one that is none.</summary>
    public static async Task<Outcome<Offer>> OfferAsync(CallContext c, long batchId)
    {
        if (await BatchStore.FindAsync(c.Session, batchId) is not { } batch
            || batch.State is BatchState.Proposed or BatchState.Rejected
            || await BatchPlaces.OfChannelAsync(c.Session, batch.Id, c.Caller.OwnerId) is not { } share)
        {
            return ErrorCodes.ChannelNotInBatch;
        }

        if (share.IsOff)
        {
            return ErrorCodes.ChannelSwitchedOff;
        }

        var scheme = (await SchemeStore.FindAsync(c.Session, batch.SchemeId))!;
        var refusal = batch.Refuses(c.Now) ?? (scheme.Suspended ? ErrorCodes.Suspended : null);
        return refusal is null ? new Offer(batch, scheme) : refusal;
    }

    private async Task<ErrorCode?> RefusesAsync(ChangeContext c, Offer offer, long person, VoucherRow? existing, IReadOnlyList<string> pledges) =>
        Stands(offer.Batch, existing, c.Now) ?? (await EligibilityAsync(c, offer, person, existing, pledges)).Refusal;

    private static ErrorCode? Stands(BatchRow batch, VoucherRow? existing, DateTimeOffset now) => (batch.Mode, existing?.StateAt(now)) switch
    {
        (ReleaseMode.Targeted, null) => ErrorCodes.NotAssigned,
        (ReleaseMode.Targeted, VoucherState.Assigned) => null,
        (ReleaseMode.Targeted, VoucherState.Expired) => ErrorCodes.Expired,
        (_, null) => null,
        _ => ErrorCodes.AlreadyClaimed,
    };

    /// <summary>Who was listed by name was chosen by an officer; only pledges are left to ask for.</summary>
    private async Task<Eligibility> EligibilityAsync(CallContext c, Offer offer, long person, VoucherRow? assigned, IReadOnlyList<string> pledges)
    {
        var rules = offer.Scheme.Rules;
        if (assigned is not null || rules.Eligibility.Count == 0)
        {
            return new Eligibility([], EligibilityRules.Pledges(rules, pledges));
        }

        var today = Calendar.DayOf(c.Now);
        var details = await people.OpenAsync(c.Session, person);
        var facts = await EligibilityRegister.FactsAsync(c.Session, person, today);
        return EligibilityRules.Check(rules, new PersonFacts(details.BirthDate, facts), pledges, today);
    }

    private async Task<Outcome<VoucherRow>> AcceptAsync(ChangeContext c, Offer offer, VoucherRow assigned, Statement statement)
    {
        var (first, last) = offer.Scheme.Rules.Validity.DaysFrom(Calendar.DayOf(c.Now));
        var place = await issue.SignAsync(c.Session, assigned.Code.Id, offer.Scheme, offer.Batch, first, last);
        var accept = new VoucherCommand.Accept(c.Caller.OwnerId, first, last, place.Shard, place.Index, place.Token, statement.Proxy?.Relation);
        return await VoucherLedger.ExecuteAsync(c.Session, assigned, accept, c.Now, c.JournalAsync, statement.On(VoucherLedger.Blank(assigned, c.Now)));
    }
}

/// <summary>A batch that can be claimed from, and its scheme.</summary>
internal sealed record Offer(BatchRow Batch, SchemeRow Scheme);

/// <summary>A claim with what can be read from its request alone: its batch, and by what its assertion is found.</summary>
internal sealed record Claiming(ClaimRequest Request, long Batch, AssertionKey? Assertion);
