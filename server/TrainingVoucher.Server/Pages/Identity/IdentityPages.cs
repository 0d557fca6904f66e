using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Pages.Verify;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Pages.Identity;

/// <summary>What a holder's browser meets here on its way to the identity provider and back. Who comes back with an answer that holds is sent on to who asked.</summary>
internal sealed class IdentityPages(Visits visits, Issuer issuer, bool sandbox)
{
    public void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Visit.Root + "/{id}", BeginAsync);
        pages.MapGet(Visit.CallbackPath, (Delegate)FinishAsync);
        if (sandbox)
        {
            pages.MapGet(Visit.SandboxPath, (Delegate)AskAsync);
            pages.MapPost(Visit.CallbackPath, (Delegate)FinishAsync);
        }
    }

    public static IResult Refuse(HttpContext context) =>
        Show(context, texts => new VerifyAnswer(AnswerTone.Again, texts.IdentityTooMany, texts.IdentityFailedNext), StatusCodes.Status429TooManyRequests);

    private async Task<IResult> BeginAsync(HttpContext context, string id)
    {
        if (await visits.FindAsync(Ids.Read("ids", id), context.RequestAborted) is not { } session)
        {
            return Show(context, texts => new VerifyAnswer(AnswerTone.Bad, texts.IdentityUnknown, texts.IdentityFailedNext), StatusCodes.Status404NotFound);
        }

        if (visits.Refuses(session) is { } refusal)
        {
            return Show(context, session, refusal);
        }

        var visit = Visit.Begin(session, issuer.Of(context.Request), PageTexts.Of(PageLanguages.Of(context)).HtmlLanguage);
        var start = await visits.StartAsync(visit, context.RequestAborted);
        if (start.Refusal is { } failed)
        {
            return Show(context, session, failed.Code);
        }

        VisitCookie.Set(context, visit);
        return Send(context, start.Value.AbsoluteUri);
    }

    private async Task<IResult> FinishAsync(HttpContext context)
    {
        if (await VisitForm.ReadAsync(context.Request) is not { } answer || await ResumeAsync(context, answer[SandboxProvider.StateField]) is not { } visit)
        {
            return Stray(context);
        }

        VisitCookie.Delete(context, visit.Session.Id, visit.Server);
        if (visits.Refuses(visit.Session) is { } refusal)
        {
            return Show(context, visit.Session, refusal);
        }

        var finished = await visits.FinishAsync(visit, answer);
        return finished.Refusal is { } failed ? Show(context, visit.Session, failed.Code)
            : BackOf(visit.Session) is { } back ? Send(context, back)
            : Show(context, texts => new VerifyAnswer(AnswerTone.Good, texts.IdentityDone, texts.IdentityDoneNext));
    }

    /// <summary>The form of the sandbox, in place of a provider's own.</summary>
    private async Task<IResult> AskAsync(HttpContext context)
    {
        if (await ResumeAsync(context, context.Request.Query[SandboxProvider.StateField]) is not { } visit)
        {
            return Stray(context);
        }

        var leadsTo = visit.Session.ReturnUrl is { } url ? new Uri(url) : null;
        var view = new SandboxView(visit.State, visit.Session.Proxy is not null);
        return PageResult.Of<SandboxPage, SandboxView>(context, Texts(context), view, formLeadsTo: leadsTo);
    }

    /// <summary>The visit that a state belongs to, when this is the browser that began it.</summary>
    private async Task<Visit?> ResumeAsync(HttpContext context, string? state)
    {
        var (id, server) = (Visit.SessionOf(state), issuer.Of(context.Request));
        return id != 0 && await visits.FindAsync(id, context.RequestAborted) is { } session
            ? Visit.Resume(session, server, state!, VisitCookie.Get(context, id, server))
            : null;
    }

    private static string? BackOf(SessionRow session) =>
        session.ReturnUrl is { } url ? QueryHelpers.AddQueryString(url, "session", Ids.Show("ids", session.Id)) : null;

    private static PageTexts Texts(HttpContext context) => PageTexts.Of(PageLanguages.Of(context));

    private static IResult Send(HttpContext context, string address)
    {
        PageHeaders.Write(context.Response.Headers);
        return Results.Redirect(address);
    }

    private static RazorComponentResult<IdentityPage> Stray(HttpContext context) =>
        Show(context, texts => new VerifyAnswer(AnswerTone.Bad, texts.IdentityStray, texts.IdentityStrayNext), StatusCodes.Status400BadRequest);

    private static RazorComponentResult<IdentityPage> Show(HttpContext context, SessionRow session, ErrorCode refusal) =>
        Show(context, texts => new VerifyAnswer(AnswerTone.Bad, texts.Sentence(refusal).TrimEnd('.', '。'), texts.IdentityFailedNext), refusal.Status, BackOf(session));

    private static RazorComponentResult<IdentityPage> Show(HttpContext context, Func<PageTexts, VerifyAnswer> answer, int status = StatusCodes.Status200OK, string? back = null)
    {
        var texts = Texts(context);
        return PageResult.Of<IdentityPage, IdentityView>(context, texts, new IdentityView(answer(texts), answer(PageTexts.Of(texts.Other)), back), status);
    }
}
