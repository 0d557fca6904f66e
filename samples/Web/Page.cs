using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace SampleWeb;

/// <summary>Answers with a page in the language of the visitor.</summary>
internal static class Page
{
    // No script, nothing from elsewhere. A bank that shows its app in a frame names its own site in frame-ancestors; the page of an
    // identity provider, to which a form leads, belongs into form-action.
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IResult Of<TPage>(HttpContext context, params IEnumerable<(string Name, object? Value)> parameters)
        where TPage : IComponent => Of<TPage>(context, StatusCodes.Status200OK, parameters);

    public static IResult Of<TPage>(HttpContext context, int status, params IEnumerable<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var given = parameters.ToDictionary(p => p.Name, p => p.Value);
        given[nameof(Speech)] = Speech.Of(context);
        return new RazorComponentResult<TPage>(given) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>A refusal is an answer, in the words of the SDK.</summary>
    public static IResult Refused(HttpContext context, LocalText sentence, LocalText next, int status = StatusCodes.Status200OK) =>
        Of<RefusedPage>(context, status, (nameof(RefusedPage.Sentence), sentence), (nameof(RefusedPage.Next), next));

    public static IResult FormExpired(HttpContext context) => Refused(context, Texts.FormExpired, Texts.FormExpiredNext, StatusCodes.Status400BadRequest);

    /// <summary>Turns failed calls into pages; goes around every endpoint.</summary>
    public static async ValueTask<object?> WithRefusalsAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (TrainingVoucherException e)
        {
            var isAnswer = e.Status is >= 400 and < 500 && e.Refusal is not null && !e.Is(ErrorCodes.Unauthenticated);
            return Refused(invocation.HttpContext, e.Sentence, e.Next, isAnswer ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>What stands in place of an answer without a body.</summary>
    public static Task OfStatusAsync(HttpContext context) =>
        (context.Response.StatusCode == StatusCodes.Status400BadRequest
            ? FormExpired(context)
            : Refused(context, Texts.NoSuchPage, Texts.NoSuchPageNext, context.Response.StatusCode)).ExecuteAsync(context);

    /// <summary>The styles that the apps have in common, and those of this one.</summary>
    public static void MapStyles(IEndpointRouteBuilder routes)
    {
        foreach (var name in (string[])["pages.css", "app.css"])
        {
            routes.MapGet("/" + name, () => Results.Stream(typeof(Page).Assembly.GetManifestResourceStream(name)!, "text/css; charset=utf-8"));
        }
    }

    /// <summary>Says to every browser what these pages are made of, and to keep no copy.</summary>
    public static Task WithHeadersAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
