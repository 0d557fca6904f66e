using System.Net;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>A holder's browser reduced to HTTP: keeps cookies, follows redirections to this machine, and stops before it would leave it.</summary>
internal sealed class HolderBrowser : IDisposable
{
    private readonly HttpClient _http;

    public HolderBrowser(string? language = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies });
        if (language is not null)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        }
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Every address that was opened or would have been, the first one first.</summary>
    public List<Uri> Trail { get; } = [];

    /// <summary>Goes to an address and on, until a page is shown or the way leads elsewhere.</summary>
    public Task<Shown> GoAsync(string address) => GoAsync(() => new HttpRequestMessage(HttpMethod.Get, address), address, _ => false);

    /// <summary>Goes on until it would open an address with this path, which it does not.</summary>
    public Task<Shown> GoToAsync(string address, string path) => GoAsync(() => new HttpRequestMessage(HttpMethod.Get, address), address, next => next.AbsolutePath == path);

    /// <summary>Sends a form.</summary>
    public Task<Shown> PostAsync(string address, Dictionary<string, string> fields) =>
        GoAsync(() => new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) }, address, _ => false);

    public void Dispose() => _http.Dispose();

    private async Task<Shown> GoAsync(Func<HttpRequestMessage> first, string address, Func<Uri, bool> stops)
    {
        var (request, at) = (first(), new Uri(address));
        for (var i = 0; i < 10; i++)
        {
            Trail.Add(at);
            using (request)
            {
                using var response = await _http.SendAsync(request);
                var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
                if (response.Headers.Location is not { } next)
                {
                    return new Shown(response.StatusCode, at, headers, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
                }

                at = new Uri(at, next);
                if (at.Host != "127.0.0.1" || stops(at))
                {
                    Trail.Add(at);
                    return new Shown(response.StatusCode, at, headers, "");
                }
            }

            request = new HttpRequestMessage(HttpMethod.Get, at);
        }

        throw new InvalidOperationException("The way goes in circles.");
    }
}

/// <summary>Where a browser ended: at a page, or before an address of somebody else's.</summary>
internal sealed record Shown(HttpStatusCode Status, Uri At, IReadOnlyDictionary<string, string> Headers, string Text);
