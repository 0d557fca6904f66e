using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Pages.Identity;

/// <summary>
/// What ties a visit to one browser: a cookie for each session, that goes with it. Over https its name binds it to this very host, so that no
/// neighbouring site can set it; it comes along when the provider sends the browser back, and with nothing else from elsewhere.
/// </summary>
internal static class VisitCookie
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    public static void Set(HttpContext context, Visit visit) =>
        context.Response.Cookies.Append(NameOf(visit.Session.Id, visit.Server), visit.Secret, Attributes(visit.Server));

    public static string? Get(HttpContext context, long session, string server) => context.Request.Cookies[NameOf(session, server)];

    public static void Delete(HttpContext context, long session, string server) => context.Response.Cookies.Delete(NameOf(session, server), Attributes(server));

    private static string NameOf(long session, string server) => (IsSecure(server) ? "__Host-" : "") + "tv-" + Ids.Show("ids", session);

    private static CookieOptions Attributes(string server) =>
        new() { HttpOnly = true, IsEssential = true, MaxAge = Kept, Path = "/", SameSite = SameSiteMode.Lax, Secure = IsSecure(server) };

    private static bool IsSecure(string server) => server.StartsWith(Uri.UriSchemeHttps + "://", StringComparison.Ordinal);
}
