using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TrainingVoucher.Server.Pages;

/// <summary>Answers with a page: its component gets the texts of the visitor's language and what the page is about.</summary>
internal static class PageResult
{
    public static RazorComponentResult<TPage> Of<TPage, TView>(HttpContext context, PageTexts texts, TView view, int status = StatusCodes.Status200OK, Uri? formLeadsTo = null)
        where TPage : IComponent
    {
        PageHeaders.Write(context.Response.Headers, formLeadsTo);
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Texts"] = texts, ["View"] = view };
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
