using Microsoft.Net.Http.Headers;
using TrainingVoucher.Contracts;

namespace SampleWeb;

/// <summary>How texts, amounts and days are put in the language of a visitor. Public, as are all types that Razor components take.</summary>
/// <param name="English">Whether it is English; Chinese otherwise.</param>
/// <param name="Here">The address of this page; nothing when it answers a form.</param>
public sealed record Speech(bool English, string? Here)
{
    private const string Name = "lang";
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public string Tag => English ? "en" : "zh-CN";

    public string OtherTag => English ? "zh-CN" : "en";

    /// <summary>The address of this page in the other language.</summary>
    public string? There => Here is null ? null : $"{Here}{(Here.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Name}={(English ? "zh" : "en")}";

    public string this[LocalText text] => English ? text.En : text.Zh;

    /// <summary>Asked for in the address, chosen before, or preferred by the browser.</summary>
    public static Speech Of(HttpContext context)
    {
        var request = context.Request;
        var others = request.Query.Where(q => q.Key != Name).Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()));
        var here = HttpMethods.IsGet(request.Method) ? request.Path + QueryString.Create(others) : null;
        if (Read(request.Query[Name]) is not { } chosen)
        {
            return new(Read(request.Cookies[Name]) ?? Preferred(request) ?? false, here);
        }

        context.Response.Cookies.Append(Name, chosen ? "en" : "zh", new CookieOptions { HttpOnly = true, IsEssential = true, Secure = request.IsHttps, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax });
        return new(chosen, here);
    }

    /// <summary>Whole fen as yuan.</summary>
    public string Yuan(long fen) => English ? $"{fen / 100m:N2} yuan" : $"{fen / 100m:N2} 元";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");

    /// <summary>A time in China.</summary>
    public static string Time(DateTimeOffset time) => time.ToOffset(Shanghai).ToString("yyyy-MM-dd HH:mm");

    private static bool? Preferred(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1).Select(a => Read(a.Value.Value)).FirstOrDefault(l => l is not null)
            : null;

    private static bool? Read(string? tag) => tag?.Split('-')[0].ToUpperInvariant() switch
    {
        "ZH" => false,
        "EN" => true,
        _ => null,
    };
}
