using System.Text.Encodings.Web;
using System.Text.Unicode;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Pages.Identity;
using TrainingVoucher.Server.Pages.Verify;

namespace TrainingVoucher.Server.Pages;

/// <summary>What the pages need of the server, and their route table.</summary>
internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder, ServerOptions options, bool keepsFiles)
    {
        builder.AddPageKeys(keepsFiles ? options.DataDirectory : null);
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddRazorComponents();
        builder.Services.AddCascadingValue(_ => new PageSite(options.Root, options.Stage is not null));

        // A browser sends the cookies of the server to its sandbox as well.
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = options.Stage is null ? "tv-form" : "tv-sandbox-form");
    }

    public static void MapPages(this WebApplication app, VerifyEndpoints verify, IdentityPages? identity, ServerOptions options)
    {
        PageAsset.Map(app);
        var pages = app.MapGroup("/").AddEndpointFilter(new PageLimit(options, Refuse)).ExcludeFromDescription();
        pages.MapGet("/", () => Results.Redirect("~" + VerifyEndpoints.Path));
        pages.MapGet(VerifyEndpoints.Path, VerifyEndpoints.Ask);
        pages.MapPost(VerifyEndpoints.Path, verify.CheckAsync);
        identity?.Map(pages);
    }

    private static IResult Refuse(HttpContext context, int seconds) =>
        context.Request.Path.StartsWithSegments(Visit.Root, StringComparison.OrdinalIgnoreCase) ? IdentityPages.Refuse(context) : VerifyEndpoints.Refuse(context, seconds);
}
