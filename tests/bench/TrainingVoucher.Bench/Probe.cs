using System.Net.Http.Headers;
using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Bench;

/// <summary>Makes one call of the kind that is to be measured and looks into its answer: a fast refusal is no result.</summary>
internal static class Probe
{
    public static async Task RunAsync(Arguments arguments)
    {
        var kind = arguments.Text("kind");
        var requests = await Requests.ReadAsync(arguments, kind == "claim" ? "bank" : "school", 1);
        var (path, body, expected) = kind switch
        {
            "redeem" => (Operations.RedeemVoucher.Path, requests.RedeemBody(0), "\"state\":\"redeemed\""),
            "claim" => (Operations.ClaimVoucher.Path, requests.ClaimBody(0, World.Load(arguments).Hot), "\"token\":\"TV1"),
            _ => (Operations.CheckVoucher.Path, requests.CheckBody(0), "\"usable\":true"),
        };
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(arguments.Text("at") + path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Authorization = AuthenticationHeaderValue.Parse(requests.Authorization);
        message.Headers.Add("Idempotency-Key", requests.NextKey());
        using var response = await http.SendAsync(message);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || !answer.Contains(expected, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}, without {expected}: {answer}");
        }
    }
}
