using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Bench;

/// <summary>A targeted batch from a list in CSV, the whole way: the upload, the job that lists, the approval, the job that assigns.</summary>
internal sealed class Assignment(Arguments arguments, HttpClient http)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly World world = World.Load(arguments);

    public static async Task RunAsync(Arguments arguments)
    {
        using var http = new HttpClient { BaseAddress = new Uri(arguments.Text("at")), Timeout = Longest };
        await new Assignment(arguments, http).MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        using var maker = world.Authority.Connect(http.BaseAddress!, world.Maker);
        using var checker = world.Authority.Connect(http.BaseAddress!, world.Checker);
        var pattern = await maker.Authority.GetBatchAsync(world.Direct);
        var release = await maker.Authority.ProposeReleaseAsync(new()
        {
            Title = "定向",
            Batches =
            [
                new()
                {
                    SchemeId = world.SchemeId, BudgetLineId = pattern.BudgetLineId, Mode = ReleaseMode.Targeted, Quantity = arguments.Number("count"),
                    OpensAt = pattern.OpensAt, ClosesAt = pattern.ClosesAt, Channels = [new() { ChannelId = world.Bank.OwnerId }],
                },
            ],
        });
        var batch = release.Batches.Single().Id;

        var start = Stopwatch.GetTimestamp();
        var listing = await UploadAsync(batch);
        var uploaded = Stopwatch.GetElapsedTime(start);
        await FinishAsync(() => ReadAsync($"/v1/jobs/{listing}"));
        var listed = Stopwatch.GetElapsedTime(start);
        await checker.Authority.ApproveReleaseAsync(release.Id);
        await FinishAsync(async () => (await ReadAsync("/v1/jobs")).GetProperty("items").EnumerateArray()
            .FirstOrDefault(job => job.GetProperty("kind").GetString() == "assignVouchers" && job.GetProperty("batchId").GetString() == batch));
        var took = Stopwatch.GetElapsedTime(start);
        await Console.Out.WriteLineAsync($"uploaded={uploaded.TotalSeconds:F1} listed={listed.TotalSeconds:F1} seconds={took.TotalSeconds:F1}");
    }

    private async Task<string> UploadAsync(string batch)
    {
        using var csv = new StreamContent(File.OpenRead(arguments.Text("csv")));
        csv.Headers.ContentType = new("text/csv") { CharSet = "utf-8" };
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/batches/{batch}/person-lists", UriKind.Relative)) { Content = csv };
        message.Headers.Add("Idempotency-Key", RandomNumberGenerator.GetHexString(32));
        return (await SendAsync(message)).GetProperty("id").GetString()!;
    }

    /// <summary>Looks at a job four times a second until it is through.</summary>
    private static async Task FinishAsync(Func<Task<JsonElement>> read)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Longest;)
        {
            var job = await read();
            switch (job.ValueKind == JsonValueKind.Undefined ? null : job.GetProperty("state").GetString())
            {
                case "done" when job.GetProperty("rejected").GetInt64() == 0:
                    return;
                case "done" or "failed" or "cancelled":
                    throw new InvalidOperationException($"The job did not do all of it: {job}");
                default:
                    await Task.Delay(250);
                    break;
            }
        }

        throw new TimeoutException("The job does not end.");
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await SendAsync(message);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage message)
    {
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Access.TokenAsync(arguments, "maker"));
        using var response = await http.SendAsync(message);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement
            : throw new InvalidOperationException($"{message.RequestUri} answered {(int)response.StatusCode}: {body}");
    }
}
