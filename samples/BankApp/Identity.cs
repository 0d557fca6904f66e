using Microsoft.AspNetCore.Mvc;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>
/// The identity step: a session at the server for one purpose, the holder's authentication by its provider, the assertion that proves it.
/// A real provider has a page of its own, to which the holder is sent and from which the holder comes back. The sandbox of a development server
/// has none: this app shows a form in its place, the sandbox believes whoever fills it in, and what was typed is passed on and forgotten.
/// </summary>
internal sealed class Identity(TrainingVoucherClient vouchers, Errands errands, Acts acts)
{
    /// <summary>Opens the session and sends the holder to be authenticated.</summary>
    public async Task<IResult> BeginAsync(HttpContext context, Errand errand)
    {
        var request = new CreateIdentitySessionRequest { Purpose = errand.Purpose, BatchId = errand.BatchId, Code = errand.Code };
        var session = await vouchers.Channel.CreateIdentitySessionAsync(request, ct: context.RequestAborted);
        return Ask(context, errand with { SessionId = session.Id }, name: "", wrong: false);
    }

    /// <summary>The holder has been authenticated, and goes on.</summary>
    public async Task<IResult> EndAsync(HttpContext context, [FromForm] string errand, [FromForm] string name, [FromForm] string number, [FromForm] DocumentType type)
    {
        if (errands.Open(errand) is not { SessionId: { } session } opened)
        {
            return Page.FormExpired(context);
        }

        IdentityAssertion proof;
        try
        {
            var holder = new SandboxAuthenticateRequest { Document = new() { Type = type, Number = number }, Name = name };
            proof = await vouchers.Public.SandboxAuthenticateAsync(session, holder, new() { IdempotencyKey = opened.Key }, context.RequestAborted);
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.InvalidRequest))
        {
            return Ask(context, opened, name, wrong: true);
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.IdempotencyKeyReused))
        {
            // This form was sent before, for somebody else.
            return Page.Refused(context, ErrorCodes.SessionUsed.Sentence, ErrorCodes.SessionUsed.Next);
        }

        return await acts.GoOnAsync(context, opened with { SessionId = null, Assertion = proof.Assertion });
    }

    private IResult Ask(HttpContext context, Errand errand, string name, bool wrong) => Page.Of<IdentityPage>(
        context, (nameof(IdentityPage.Errand), errands.Seal(errand)), (nameof(IdentityPage.Name), name), (nameof(IdentityPage.Wrong), wrong));
}
