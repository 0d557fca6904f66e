using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Tests.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Webhooks;

public sealed class WebhookVectorTests
{
    private static readonly VectorFile Vectors = new("webhooks.json");

    public static TheoryData<string> Names => Vectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_Vector_GivesTheWrittenVerdict(string name)
    {
        var vector = Vectors[name];
        var headers = vector.GetProperty("headers");
        var secrets = vector.GetProperty("secrets").EnumerateArray().Select(s => WebhookSecret.Parse(s.GetString()!));
        var verifier = new WebhookVerifier(new FakeTimeProvider(VectorFile.Instant(vector, "now")), secrets);

        var verdict = verifier.Verify(Body(vector), header => headers.TryGetProperty(header, out var value) ? value.GetString() : null);

        Assert.Equal(VectorFile.Expected(vector), verdict.Refusal.ToCode());
        Assert.Equal(verdict.Refusal == WebhookRefusal.None, verdict.IsAccepted);
        Assert.Equal(verdict.IsAccepted ? headers.GetProperty(WebhookHeaders.Id).GetString() : null, verdict.Id);
    }

    [Fact]
    public void Vectors_Refused_CoverEveryRefusalAndNameTheAcceptedCaseTheyDifferFrom()
    {
        var refused = Vectors.Cases.Where(c => VectorFile.Expected(c).Length > 0).ToList();

        Assert.Equal(
            Enum.GetValues<WebhookRefusal>().Where(r => r != WebhookRefusal.None).Select(r => r.ToCode()).Order(StringComparer.Ordinal),
            refused.Select(VectorFile.Expected).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(refused, c => Assert.Equal("", VectorFile.Expected(Vectors[VectorFile.Text(c, "from")])));
        Assert.All(refused, c => Assert.NotEmpty(VectorFile.Text(c, "differs")));
    }

    private static byte[] Body(JsonElement vector)
    {
        if (!vector.TryGetProperty("bodyOf", out var repeated))
        {
            return vector.GetProperty("body").GetBytesFromBase64();
        }

        var body = new byte[repeated.GetProperty("count").GetInt32()];
        Array.Fill(body, repeated.GetProperty("byte").GetByte());
        return body;
    }
}
