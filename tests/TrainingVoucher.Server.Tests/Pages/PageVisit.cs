using System.Net;

namespace TrainingVoucher.Server.Tests.Pages;

/// <summary>A browser reduced to HTTP: keeps cookies, follows nothing, sends the form of the page.</summary>
internal sealed class PageVisit : IAsyncDisposable
{
    private const string FormToken = "__RequestVerificationToken";

    private readonly HttpClient _http;

    private PageVisit(TestServer server)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        _http = new HttpClient(handler) { BaseAddress = new Uri(server.Address) };
    }

    public CookieContainer Cookies { get; } = new();

    public static PageVisit To(TestServer server) => new(server);

    public Task<PageAnswer> GetAsync(string path, string? acceptLanguage = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), acceptLanguage);

    /// <summary>Opens the page and sends its form.</summary>
    public async Task<PageAnswer> CheckAsync(string text, string path = "/verify") =>
        await CheckAsync(text, await OpenAsync(path), path);

    /// <summary>Sends the form with a form token of one's own choice.</summary>
    public Task<PageAnswer> CheckAsync(string text, string formToken, string path) =>
        PostAsync(path, new() { [FormToken] = formToken, ["scan"] = text });

    /// <summary>Opens the page and reads its form token.</summary>
    public async Task<string> OpenAsync(string path = "/verify") =>
        (await GetAsync(path)).Html.Split($"name=\"{FormToken}\" value=\"")[1].Split('"')[0];

    public async Task<PageAnswer> PostAsync(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form }, null);
    }

    public async Task<PageAnswer> SendAsync(HttpRequestMessage request, string? acceptLanguage)
    {
        using (request)
        {
            if (acceptLanguage is not null)
            {
                request.Headers.TryAddWithoutValidation("Accept-Language", acceptLanguage);
            }

            using var response = await _http.SendAsync(request);
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new PageAnswer(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed record PageAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Html)
{
    public string Text => WebUtility.HtmlDecode(Html);
}
