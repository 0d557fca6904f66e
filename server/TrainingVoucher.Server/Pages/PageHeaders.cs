namespace TrainingVoucher.Server.Pages;

/// <summary>What every page tells the browser: nothing from elsewhere, nothing inline, no frame, no copy kept, no address passed on.</summary>
internal static class PageHeaders
{
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <param name="headers">Of the answer.</param>
    /// <param name="formLeadsTo">Where the answer to a form of the page sends the browser on to, besides this server.</param>
    public static void Write(IHeaderDictionary headers, Uri? formLeadsTo = null)
    {
        headers.ContentSecurityPolicy = formLeadsTo is null ? ContentPolicy : $"{ContentPolicy} {formLeadsTo.GetLeftPart(UriPartial.Authority)}";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-cache, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
