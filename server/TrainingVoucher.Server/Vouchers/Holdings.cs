using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a holder does with vouchers already there: decline, return, exchange, look at them.</summary>
internal sealed class Holdings(Claims claims, VoucherIssue issue, HolderReferences references)
{
    private const int MostListed = 200;

    public static Fields Validate(HolderRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.Assertion, "assertion", 100);

    public static Fields Validate(ExchangeRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.BatchId, "batchId", 64)
        .Text(r.Assertion, "assertion", 100)
        .Count(r.Pledges, "pledges", 0, 20);

    public static Fields Validate(ListHolderVouchersRequest r) => new Fields().Text(r.Assertion, "assertion", 100);

    public Grouping<HolderRequest> Holder => new((w, r) => Want(w, r.Code, r.Assertion), r => issue.BucketOf(VoucherIssue.IdOf(r.Code)));

    public Grouping<ExchangeRequest> Exchange => new(
        (w, r) =>
        {
            Want(w, r.Code, r.Assertion);
            claims.Want(w, Ids.Read("bat", r.BatchId), Assertions.Read(r.Assertion));
        },
        r => issue.BucketOf(VoucherIssue.IdOf(r.Code)));

    public Task<Outcome<Voucher>> DeclineAsync(ChangeContext c, HolderRequest r) => ActAsync(c, r, IdentityPurpose.Decline, new VoucherCommand.Decline());

    public Task<Outcome<Voucher>> ReturnAsync(ChangeContext c, HolderRequest r) => ActAsync(c, r, IdentityPurpose.Return, new VoucherCommand.Return());

    /// <summary>Gives one voucher back and claims another, both or neither.</summary>
    public async Task<Outcome<Voucher>> ExchangeAsync(ChangeContext c, ExchangeRequest r)
    {
        var offer = await Claims.OfferAsync(c, Ids.Read("bat", r.BatchId));
        if (offer.Refusal is { } closed)
        {
            return closed;
        }

        var held = await HeldAsync(c, r.Code, r.Assertion, IdentityPurpose.Exchange, offer.Value.Batch.Id);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        var (voucher, holder) = held.Value;
        if (voucher.BatchId == offer.Value.Batch.Id)
        {
            return ErrorCodes.SameBatch;
        }

        var given = await VoucherLedger.ExecuteAsync(c.Session, voucher, new VoucherCommand.Exchange(), c.Now, c.JournalAsync, held.Value.Note(c.Now));
        if (given.Refusal is { } kept)
        {
            return kept;
        }

        var claimed = await claims.ClaimAsync(c, offer.Value, holder, r.Pledges);
        return claimed.Refusal is { } not ? not : claimed.Value.Show(offer.Value.Scheme, offer.Value.Batch, c.Now);
    }

    public async Task<Outcome<HolderVouchers>> ListAsync(ChangeContext c, ListHolderVouchersRequest r)
    {
        var holder = await Assertions.UseAsync(c, Assertions.Read(r.Assertion), new(IdentityPurpose.View));
        if (holder.Refusal is { } refusal)
        {
            return refusal;
        }

        var vouchers = await VoucherStore.OfPersonAsync(c.Session, holder.Value.Person, MostListed);
        return new HolderVouchers(
            await (await vouchers.ForAsync(c.Session, holder.Value.Proxy)).ShowAsync(c.Session, c.Now), references.Of(c.Caller.OwnerId, holder.Value.Person));
    }

    private void Want(Wanting w, string code, string assertion)
    {
        issue.Want(w.Session, VoucherIssue.IdOf(code));
        Assertions.Want(w.Session, assertion);
    }

    private async Task<Outcome<Voucher>> ActAsync(ChangeContext c, HolderRequest r, IdentityPurpose purpose, VoucherCommand command)
    {
        var held = await HeldAsync(c, r.Code, r.Assertion, purpose, null);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        var outcome = await VoucherLedger.ExecuteAsync(c.Session, held.Value.Voucher, command, c.Now, c.JournalAsync, held.Value.Note(c.Now));
        return outcome.Refusal is { } not ? not : await outcome.Value.ShowAsync(c.Session, c.Now);
    }

    /// <summary>A voucher that the authenticated person holds; another's is unknown to him.</summary>
    private async Task<Outcome<Held>> HeldAsync(ChangeContext c, string code, string assertion, IdentityPurpose purpose, long? batch)
    {
        _ = VoucherCode.TryParse(code, out var parsed);
        var holder = await Assertions.UseAsync(c, Assertions.Read(assertion), new(purpose) { Batch = batch, Voucher = parsed.Id });
        if (holder.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await issue.FindAsync(c.Session, parsed.Id) is not { } voucher || voucher.PersonId != holder.Value.Person)
        {
            return ErrorCodes.UnknownCode;
        }

        var scheme = await SchemeStore.FindAsync(c.Session, voucher.SchemeId);
        return holder.Value.Proxy is not null && !scheme!.Rules.AllowProxy ? ErrorCodes.ProxyNotAllowed : new Held(voucher, holder.Value);
    }

    private sealed record Held(VoucherRow Voucher, Proven Holder)
    {
        public JournalEntry Note(DateTimeOffset now) => Holder.Proxy?.On(VoucherLedger.Blank(Voucher, now)) ?? VoucherLedger.Blank(Voucher, now);
    }
}
