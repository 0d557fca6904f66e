using Microsoft.Net.Http.Headers;

namespace TrainingVoucher.Server.Pages;

/// <summary>A language of the pages. Public, as are all types that Razor components take: the compiler makes components public.</summary>
public enum PageLanguage
{
    Chinese,
    English,
}

/// <summary>Finds the language of a visitor: asked for in the address, chosen before, or preferred by the browser.</summary>
internal static class PageLanguages
{
    public const string QueryName = "lang";

    private const string CookieName = "tv-lang";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static string Tag(this PageLanguage language) => language == PageLanguage.English ? "en" : "zh";

    public static PageLanguage Of(HttpContext context)
    {
        var request = context.Request;
        if (Read(request.Query[QueryName]) is not { } chosen)
        {
            return Read(request.Cookies[CookieName]) ?? Preferred(request) ?? PageLanguage.Chinese;
        }

        context.Response.Cookies.Append(CookieName, chosen.Tag(), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Remembered,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            Secure = request.IsHttps,
        });
        return chosen;
    }

    private static PageLanguage? Preferred(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1).Select(a => Read(a.Value.Value)).FirstOrDefault(l => l is not null)
            : null;

    private static PageLanguage? Read(string? tag) => tag?.Split('-')[0].ToUpperInvariant() switch
    {
        "ZH" => PageLanguage.Chinese,
        "EN" => PageLanguage.English,
        _ => null,
    };
}
