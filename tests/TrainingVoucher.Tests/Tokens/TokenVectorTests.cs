using System.Text.Json;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class TokenVectorTests
{
    private static readonly VectorFile Vectors = new("tokens.json");
    private static readonly VoucherVerifier Verifier = new(Vectors.KeySet());

    public static TheoryData<string> Names => Vectors.Names;

    public static TheoryData<string> Accepted =>
        [.. Vectors.Cases.Where(item => VectorFile.Expected(item).Length == 0).Select(item => VectorFile.Text(item, "name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_Vector_GivesTheWrittenVerdict(string name)
    {
        var vector = Vectors[name];
        var verdict = Verifier.Verify(VectorFile.Text(vector, "text"), VectorFile.Instant(vector, "now"));
        Assert.Equal(VectorFile.Expected(vector), verdict.Refusal.ToCode());
        Assert.Equal(verdict.Refusal == TokenRefusal.None, verdict.IsAccepted);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Verify_AcceptedVector_HasTheWrittenClaimsAndLayers(string name)
    {
        var vector = Vectors[name];
        var claims = Verifier.Verify(VectorFile.Text(vector, "text"), VectorFile.Instant(vector, "now")).Claims!;
        Assert.Equal(Claims(vector.GetProperty("claims")), claims);

        var body = VoucherToken.EncodeBody(claims);
        var bytes = VectorFile.Hex(vector, "bytes");
        Assert.Equal(bytes[..38], body);
        Assert.Equal(VectorFile.Hex(vector, "signed"), VoucherToken.SignedBytes(body));
        Assert.Equal(VectorFile.Text(vector, "text").Trim().ToUpperInvariant(), VoucherToken.Format(body, bytes.AsSpan(38)));
    }

    [Fact]
    public void Vectors_OfEveryKind_CoverEveryRefusal()
    {
        string[] files = ["codes.json", "tokens.json", "keysets.json", "delegates.json"];
        var cases = files.SelectMany(file => new VectorFile(file).Cases).ToList();
        var codes = cases.Select(VectorFile.Expected).Where(code => code.Length > 0).ToList();
        Assert.True(codes.Count >= 150, $"{codes.Count} refusals");

        var all = Enum.GetValues<CodeRefusal>().Select(refusal => refusal.ToCode())
            .Concat(Enum.GetValues<TokenRefusal>().Select(refusal => refusal.ToCode()))
            .Concat(Enum.GetValues<KeySetRefusal>().Select(refusal => refusal.ToCode()))
            .Where(code => code.Length > 0);
        Assert.Empty(all.Except(codes, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("codes.json")]
    [InlineData("tokens.json")]
    [InlineData("keysets.json")]
    [InlineData("delegates.json")]
    public void Vectors_Refused_NameAnAcceptedOneAndTheDifference(string file)
    {
        var vectors = new VectorFile(file);
        foreach (var refused in vectors.Cases.Where(item => VectorFile.Expected(item).Length > 0))
        {
            Assert.Empty(VectorFile.Expected(vectors[VectorFile.Text(refused, "from")]));
            Assert.NotEmpty(VectorFile.Text(refused, "differs"));
        }
    }

    [Theory]
    [InlineData(0, true, "General")]
    [InlineData(13, true, "Skills assessment")]
    [InlineData(14, false, "Unknown (14)")]
    public void TrainingCategory_Number_HasItsName(int number, bool known, string name)
    {
        var category = new TrainingCategory((ushort)number);
        Assert.Equal((known, name), (category.IsKnown, category.EnglishName));
    }

    private static VoucherClaims Claims(JsonElement json) => new(
        json.GetProperty("keyId").GetUInt32(),
        VoucherId.FromBytes(VectorFile.Hex(json, "id")),
        json.GetProperty("shard").GetUInt32(),
        json.GetProperty("index").GetUInt16(),
        json.GetProperty("batch").GetUInt32(),
        json.GetProperty("region").GetInt32(),
        new TrainingCategory(json.GetProperty("category").GetUInt16()),
        DateOnly.ParseExact(VectorFile.Text(json, "firstDay"), "yyyy-MM-dd"),
        DateOnly.ParseExact(VectorFile.Text(json, "lastDay"), "yyyy-MM-dd"),
        json.GetProperty("valueFen").GetUInt32(),
        (ValueMode)json.GetProperty("valueMode").GetInt32(),
        json.GetProperty("targeted").GetBoolean());
}
