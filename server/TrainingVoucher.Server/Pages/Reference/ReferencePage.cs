using Swashbuckle.AspNetCore.SwaggerUI;

namespace TrainingVoucher.Server.Pages.Reference;

/// <summary>The API reference: the OpenAPI document of this server, to be read. It makes no calls, so nobody is led to put a token into a page.</summary>
internal static class ReferencePage
{
    public const string Path = "/reference";

    // The page draws its icons from data and sizes parts of itself by style attributes.
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    public static void UseReferencePage(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), page => page.Use(WithHeadersAsync).UseSwaggerUI(Describe));

    private static void Describe(SwaggerUIOptions options)
    {
        options.RoutePrefix = Path[1..];
        options.DocumentTitle = "API · 职业技能电子培训券 · Training Voucher";
        options.SwaggerEndpoint("../openapi/v1.json", "v1");
        options.SupportedSubmitMethods();
        options.EnableDeepLinking();
        options.EnableFilter();
        options.ShowExtensions();
        options.DocExpansion(DocExpansion.None);
        options.DefaultModelsExpandDepth(0);
    }

    private static Task WithHeadersAsync(HttpContext context, RequestDelegate next)
    {
        PageHeaders.Write(context.Response.Headers);
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        return next(context);
    }
}
