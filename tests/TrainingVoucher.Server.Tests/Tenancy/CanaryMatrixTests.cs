using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Identity;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>A known number is put into every place of every call, one after the other; nothing that is written leads back to it.</summary>
public sealed class CanaryMatrixTests
{
    private const string Seen = "canary-that-is-kept";

    // Its check digit is X: the last six characters occur in nothing that is made of digits or hex.
    private static readonly string Number = Enumerable.Range(1, 999).Select(n => MadeUp.Number(new(1977, 7, 7), n)).First(n => n.EndsWith('X'));

    private static readonly string[] Texts = [Number, $"备注{Number}。"];

    [Fact]
    public async Task Number_InEveryPlaceOfEveryCall_IsWrittenNowhere()
    {
        var matrix = new TenantMatrix();
        await matrix.InitializeAsync();
        try
        {
            using var traces = new HeardTraces();
            var told = new StringBuilder();
            foreach (var (operation, role) in TenantMatrix.Allowed)
            {
                var (party, call) = (matrix.Owner.Parties[role], await MatrixCalls.Of(operation, role).FillAsync(matrix.Owner.AnewAsync));
                Assert.NotEqual(200, operation.IsChange ? (await matrix.SendAsync(party, call, Number)).Status : 0);
                foreach (var spoilt in Spoilt(call))
                {
                    await matrix.SendAsync(party, spoilt);
                }
            }

            foreach (var operation in Operations.All.Where(o => o.Audience == Audience.Public))
            {
                await matrix.SendAsync(party: null, new(operation, operation.Path.Replace("{id}", Number, StringComparison.Ordinal), "", new Dictionary<string, string>(StringComparer.Ordinal)));
            }

            await matrix.Owner.Parties[Audience.Authority].DoAsync(Operations.SuspendScheme, new Reason(Seen), await matrix.Owner.OwnAsync("sch"));
            await matrix.Server.Jobs.RunAsync(CancellationToken.None);
            await matrix.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
            foreach (var (operation, role) in TenantMatrix.Allowed.Where(a => a.Operation == Operations.GetFeed))
            {
                told.AppendLine((await matrix.SendAsync(matrix.Owner.Parties[role], await MatrixCalls.Of(operation, role).FillAsync(matrix.Owner.OwnAsync))).Text);
                told.AppendLine(await matrix.Owner.Parties[role].TokenAsync());
            }

            var traced = traces.Text;
            Assert.Contains("Microsoft.AspNetCore", traced, StringComparison.Ordinal);
            var written = await matrix.Server.Database.WrittenAsync();
            Assert.True(Traces.Contain(written, Encoding.UTF8.GetBytes(Seen)), "The search must see what the database holds.");
            foreach (var trace in Traces.Of(Number))
            {
                var text = Encoding.UTF8.GetString(trace);
                Assert.True(written.AsSpan().IndexOf(trace) is var at && at < 0, $"{text} in {Around(written, at)}");
                Assert.DoesNotContain(text, matrix.Server.Log.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(text, told.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(text, traced, StringComparison.Ordinal);
            }
        }
        finally
        {
            await matrix.DisposeAsync();
        }
    }

    /// <summary>The call with the number in its path, in each field of its query, in each text of its body, and as the name of a field.</summary>
    private static IEnumerable<FilledCall> Spoilt(FilledCall call)
    {
        var (path, query) = call.Address.Split('?') is [var before, var after] ? (before, after.Split('&')) : (call.Address, []);
        if (call.Operation.Path.Contains("{id}", StringComparison.Ordinal))
        {
            yield return call with { Address = call.Operation.Path.Replace("{id}", Number, StringComparison.Ordinal) };
        }

        foreach (var field in query.Select(q => q.Split('=')[0]).Concat(["after", "limit", Number]))
        {
            yield return call with { Address = $"{path}?{string.Join('&', query.Where(q => !q.StartsWith(field + '=', StringComparison.Ordinal)).Append($"{field}={Number}"))}" };
        }

        if (call.Body.Length > 0)
        {
            foreach (var body in Texts.SelectMany(text => TextsOf(JsonNode.Parse(call.Body)).Select((_, place) => Replaced(call.Body, place, text))))
            {
                yield return call with { Body = body };
            }

            yield return call with { Body = $"{{\"{Number}\":1,{call.Body[1..]}" };
            yield return call with { Body = Number };
        }
    }

    /// <summary>The texts in a body, each by its place among them.</summary>
    private static IEnumerable<JsonValue> TextsOf(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => TextsOf(field.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value],
        _ => [],
    };

    private static string Around(byte[] written, int at) => at < 0 ? "" : Encoding.Latin1.GetString(written.AsSpan()[Math.Max(0, at - 200)..Math.Min(written.Length, at + 200)]);

    private static string Replaced(string body, int place, string text)
    {
        var copy = JsonNode.Parse(body)!;
        TextsOf(copy).ElementAt(place).ReplaceWith(text);
        return copy.ToJsonString();
    }
}
