using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Sends webhooks to the program, as the server does it, by the clock of this machine.</summary>
internal sealed class WebhookSending(Stage stage, Happenings happened) : IDisposable
{
    /// <summary>As long as the server waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Patience };
    private Uri? url;

    public WebhookSecret Secret { get; } = WebhookSecret.New();

    public Happenings Happened => happened;

    /// <summary>Has the program listen, with these secrets and no others; false when it does not.</summary>
    public async Task<bool> ListenAsync(params IReadOnlyList<WebhookSecret> secrets)
    {
        var answer = await stage.AskAsync(new DriverTask { Task = stage.Site.NewTask("listen"), Do = Errands.Listen, Secrets = [.. secrets.Select(s => s.Reveal())] });
        var listens = answer.IsDone && Uri.TryCreate(answer.Url, UriKind.Absolute, out url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback;
        stage.Expect(listens, "程序说明在本机何处接收", "The program says where on this machine it listens", listens ? $"{answer}" : $"{answer}: no http address of this machine");
        return listens;
    }

    /// <summary>Sends an event of the feed, always under the same id.</summary>
    public async Task SendAsync(
        long number,
        bool isWanted = true,
        IReadOnlyList<WebhookSecret>? by = null,
        TimeSpan off = default,
        Func<string, string>? alter = null,
        string? signature = null,
        bool isNewer = false)
    {
        var told = happened.Events[(int)number - 1];
        var body = JsonSerializer.Serialize(new WebhookMessage(NameOf(told.Type), told.At, told), ContractsJson.Default.WebhookMessage);
        if (isNewer)
        {
            var json = (JsonObject)JsonNode.Parse(body)!;
            UnknownValueCases.Extend(json);
            (body, signature) = (json.ToJsonString(), null);
        }

        var signed = new WebhookSigner(by ?? [Secret]).Sign($"whd_conformance{number}", TimeProvider.System.GetUtcNow() + off, Encoding.UTF8.GetBytes(body));
        var signatures = signature ?? (isNewer ? $"v1a,AAAA {signed.Signature}" : signed.Signature);
        await PostAsync($"{number}", alter?.Invoke(body) ?? body, signed with { Signature = signatures }, isWanted);
    }

    public Task TestAsync()
    {
        var body = JsonSerializer.Serialize(new WebhookMessage(WebhookMessage.Test, TimeProvider.System.GetUtcNow()), ContractsJson.Default.WebhookMessage);
        return PostAsync("test", body, new WebhookSigner(Secret).Sign("whd_conformancetest", TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(body)), isWanted: true);
    }

    public void Dispose() => http.Dispose();

    private async Task PostAsync(string name, string body, SignedWebhook signed, bool isWanted)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        message.Headers.TryAddWithoutValidation(WebhookHeaders.Id, signed.Id);
        message.Headers.TryAddWithoutValidation(WebhookHeaders.Timestamp, signed.Timestamp);
        if (signed.Signature.Length > 0)
        {
            message.Headers.TryAddWithoutValidation(WebhookHeaders.Signature, signed.Signature);
        }

        var (status, seen) = await StatusAsync(message);
        stage.Expect(
            isWanted ? status is >= 200 and < 300 : status is >= 400 and < 500,
            isWanted ? $"回调 {name} 被接收（2xx）" : $"回调 {name} 被拒收（4xx）",
            isWanted ? $"Webhook {name} is taken (2xx)" : $"Webhook {name} is turned away (4xx)",
            seen);
    }

    private async Task<(int Status, string Seen)> StatusAsync(HttpRequestMessage message)
    {
        try
        {
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, stage.Stop);
            return ((int)answer.StatusCode, $"{(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !stage.Stop.IsCancellationRequested)
        {
            return (0, e is OperationCanceledException ? "no answer" : "no connection");
        }
    }

    /// <summary><c>VoucherTakenOut</c> is <c>voucher.taken_out</c>.</summary>
    private static string NameOf(FeedEventType type)
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{type}").Split('_', 2);
        return $"{words[0]}.{words[1]}";
    }
}
