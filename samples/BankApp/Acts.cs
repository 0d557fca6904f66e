using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>What a holder does once authenticated: look at vouchers, claim, return, exchange.</summary>
internal sealed class Acts(TrainingVoucherClient vouchers, Offers offers, Errands errands)
{
    /// <summary>The step after the authentication: the wallet at once; a question before anything is changed.</summary>
    public Task<IResult> GoOnAsync(HttpContext context, Errand errand) => errand.Purpose switch
    {
        IdentityPurpose.View => ShowWalletAsync(context, errand),
        IdentityPurpose.Claim => AskToClaimAsync(context, errand),
        IdentityPurpose.Exchange => AskToExchangeAsync(context, errand),
        _ => Task.FromResult(Ask(context, errand, offer: null)),
    };

    /// <summary>The holder has read and confirmed. The same form sent again gets the same answer: its key is in it.</summary>
    public async Task<IResult> ConfirmAsync(HttpContext context, Errand errand, IReadOnlyList<string> pledged)
    {
        if (errand.Pledges.Except(pledged, StringComparer.Ordinal).Any())
        {
            return Ask(context, errand, await offers.FindAsync(errand.BatchId!, context.RequestAborted), pledgeMissing: true);
        }

        try
        {
            var voucher = await DoAsync(errand, new RequestOptions { IdempotencyKey = errand.Key }, context.RequestAborted);
            return Page.Of<VoucherPage>(context, (nameof(VoucherPage.Voucher), voucher), (nameof(VoucherPage.Done), Texts.Done(errand.Purpose)));
        }
        catch (TrainingVoucherException e) when (e.IsOutcomeUnknown)
        {
            return Page.Of<AgainPage>(context, StatusCodes.Status503ServiceUnavailable, (nameof(AgainPage.Errand), errands.Seal(errand)), (nameof(AgainPage.Pledges), errand.Pledges), (nameof(AgainPage.Failure), e));
        }
    }

    private Task<Voucher> DoAsync(Errand errand, RequestOptions once, CancellationToken ct) => errand.Purpose switch
    {
        IdentityPurpose.Claim => vouchers.Channel.ClaimAsync(
            new() { BatchId = errand.BatchId!, Assertion = errand.Assertion!, Pledges = errand.Pledges, Entry = errand.Entry }, once, ct),
        IdentityPurpose.Exchange => vouchers.Channel.ExchangeAsync(
            new() { Code = errand.Code!, BatchId = errand.BatchId!, Assertion = errand.Assertion!, Pledges = errand.Pledges }, once, ct),
        _ => vouchers.Channel.ReturnAsync(new() { Code = errand.Code!, Assertion = errand.Assertion! }, once, ct),
    };

    private async Task<IResult> ShowWalletAsync(HttpContext context, Errand errand)
    {
        var held = await vouchers.Channel.ListHolderVouchersAsync(new(errand.Assertion!), new() { IdempotencyKey = errand.Key }, context.RequestAborted);
        return Page.Of<WalletPage>(
            context, (nameof(WalletPage.Vouchers), held.Items), (nameof(WalletPage.Offers), await offers.ListAsync(context.RequestAborted)));
    }

    private async Task<IResult> AskToClaimAsync(HttpContext context, Errand errand)
    {
        var offer = await offers.FindAsync(errand.BatchId!, context.RequestAborted);
        var answer = await vouchers.Channel.CheckEligibilityAsync(new() { BatchId = errand.BatchId!, Assertion = errand.Assertion! }, ct: context.RequestAborted);
        return answer.Eligible
            ? Ask(context, errand with { Pledges = answer.Pledges }, offer)
            : Page.Of<NotEligiblePage>(context, (nameof(NotEligiblePage.Offer), offer), (nameof(NotEligiblePage.Answer), answer));
    }

    private async Task<IResult> AskToExchangeAsync(HttpContext context, Errand errand) =>
        await offers.FindAsync(errand.BatchId!, context.RequestAborted) is { } offer
            ? Ask(context, errand with { Pledges = [.. offer.Eligibility.Where(c => c.Pledge).Select(c => c.Id)] }, offer)
            : Page.Refused(context, ErrorCodes.BatchClosed.Sentence, ErrorCodes.BatchClosed.Next);

    private IResult Ask(HttpContext context, Errand errand, ClaimableBatch? offer, bool pledgeMissing = false) => Page.Of<ConfirmPage>(
        context,
        (nameof(ConfirmPage.Purpose), errand.Purpose),
        (nameof(ConfirmPage.Code), errand.Code),
        (nameof(ConfirmPage.Errand), errands.Seal(errand)),
        (nameof(ConfirmPage.Offer), offer),
        (nameof(ConfirmPage.Pledges), errand.Pledges),
        (nameof(ConfirmPage.PledgeMissing), pledgeMissing));
}
