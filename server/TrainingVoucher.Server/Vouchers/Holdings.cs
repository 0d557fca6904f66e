using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a holder does with vouchers already there: decline, return, exchange, look at them.</summary>
internal sealed class Holdings(Claims claims, VoucherIssue issue)
{
    private const int MostListed = 200;

    public static Fields Validate(HolderRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.Assertion, "assertion", 100)
        .Text(r.Proxy, "proxy", 40, optional: true);

    public static Fields Validate(ExchangeRequest r) => new Fields()
        .Must(VoucherCode.TryParse(r.Code, out _), "code", "invalid", "Must be a voucher code.")
        .Text(r.BatchId, "batchId", 64)
        .Text(r.Assertion, "assertion", 100)
        .Count(r.Pledges, "pledges", 0, 20)
        .Text(r.Proxy, "proxy", 40, optional: true);

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

        var held = await HeldAsync(c, r.Code, r.Assertion, IdentityPurpose.Exchange, offer.Value.Batch.Id, r.Proxy);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        if (held.Value.BatchId == offer.Value.Batch.Id)
        {
            return ErrorCodes.SameBatch;
        }

        var note = VoucherLedger.Blank(held.Value, c.Now) with { Proxy = r.Proxy };
        var given = await VoucherLedger.ExecuteAsync(c.Session, held.Value, new VoucherCommand.Exchange(), c.Now, c.JournalAsync, note);
        if (given.Refusal is { } kept)
        {
            return kept;
        }

        var claimed = await claims.ClaimAsync(c, offer.Value, held.Value.PersonId, r.Pledges, r.Proxy);
        return claimed.Refusal is { } not ? not : claimed.Value.Show(offer.Value.Scheme, offer.Value.Batch, c.Now);
    }

    public static async Task<Outcome<VoucherList>> ListAsync(ChangeContext c, ListHolderVouchersRequest r)
    {
        var person = await Assertions.UseAsync(c, Assertions.Read(r.Assertion), IdentityPurpose.View, null, null);
        if (person.Refusal is { } refusal)
        {
            return refusal;
        }

        var vouchers = await VoucherStore.OfPersonAsync(c.Session, person.Value, MostListed);
        return new VoucherList(await vouchers.ShowAsync(c.Session, c.Now));
    }

    private void Want(Wanting w, string code, string assertion)
    {
        issue.Want(w.Session, VoucherIssue.IdOf(code));
        Assertions.Want(w.Session, assertion);
    }

    private async Task<Outcome<Voucher>> ActAsync(ChangeContext c, HolderRequest r, IdentityPurpose purpose, VoucherCommand command)
    {
        var held = await HeldAsync(c, r.Code, r.Assertion, purpose, null, r.Proxy);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        var note = VoucherLedger.Blank(held.Value, c.Now) with { Proxy = r.Proxy };
        var outcome = await VoucherLedger.ExecuteAsync(c.Session, held.Value, command, c.Now, c.JournalAsync, note);
        return outcome.Refusal is { } not ? not : await outcome.Value.ShowAsync(c.Session, c.Now);
    }

    /// <summary>A voucher that the authenticated person holds; another's is unknown to him.</summary>
    private async Task<Outcome<VoucherRow>> HeldAsync(ChangeContext c, string code, string assertion, IdentityPurpose purpose, long? batch, string? proxy)
    {
        _ = VoucherCode.TryParse(code, out var parsed);
        var person = await Assertions.UseAsync(c, Assertions.Read(assertion), purpose, batch, parsed.Id);
        if (person.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await issue.FindAsync(c.Session, parsed.Id) is not { } voucher || voucher.PersonId != person.Value)
        {
            return ErrorCodes.UnknownCode;
        }

        var scheme = await SchemeStore.FindAsync(c.Session, voucher.SchemeId);
        return proxy is not null && !scheme!.Rules.AllowProxy ? ErrorCodes.ProxyNotAllowed : voucher;
    }
}
