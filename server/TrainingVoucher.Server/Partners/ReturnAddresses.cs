using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Partners;

/// <summary>Where the browsers of holders come back to: what a system has said before, letter by letter, so that this server sends nobody elsewhere.</summary>
internal static class ReturnAddresses
{
    private const int Most = 20;
    private const int Longest = 500;

    private const string Set = "UPDATE client SET return_urls = @urls WHERE id = @id";

    private const string Find = "SELECT return_urls FROM client WHERE id = @id";

    public static Fields Check(ReturnUrls request)
    {
        var fields = new Fields().Count(request.Urls, "urls", 0, Most);
        for (var i = 0; i < request.Urls.Count && i < Most; i++)
        {
            fields.Must(IsUsable(request.Urls[i]), $"urls[{i}]", "invalid", $"Must be an absolute https address without user name and fragment, of at most {Longest} characters.");
        }

        return fields;
    }

    public static async Task<Outcome<ReturnUrls>> SetAsync(ChangeContext c, ReturnUrls request)
    {
        var urls = request.Urls.Count == 0 ? null : string.Join('\n', request.Urls);
        await c.Session.RequireAsync(Set, new { id = c.Caller.ClientId, urls });
        await c.JournalAsync(Told(c, urls ?? ""));
        return request;
    }

    /// <summary>Whether the caller has said so of an address.</summary>
    public static async Task<bool> HasAsync(CallContext c, string url) =>
        (await c.Session.SingleAsync<string>(Find, new { id = c.Caller.ClientId }))?.Split('\n').Contains(url, StringComparer.Ordinal) ?? false;

    private static bool IsUsable(string url) =>
        url.Length <= Longest
        && url.All(c => c is > ' ' and <= '~')
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Fragment: "", Host.Length: > 0 }
        && !url.Contains('#', StringComparison.Ordinal);

    private static JournalEntry Told(ChangeContext c, string urls) => new()
    {
        Event = "client.return_urls_set",
        Kind = "cli",
        Subject = ChangeContext.Bytes(c.Caller.ClientId),
        At = c.Now,
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["urls"] = urls },
    };
}
