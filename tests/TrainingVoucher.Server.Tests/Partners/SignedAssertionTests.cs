using System.Buffers.Text;
using System.Text;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Tests.Partners;

public sealed class SignedAssertionTests
{
    private const string Kid = "key_0000000000001";
    private const string Subject = "cli_0000000000001";
    private const string Audience = "https://voucher.example";
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Key = TestKey.New();

    [Fact]
    public async Task Holds_AllAsItShouldBe_IsTrue()
    {
        Assert.True(await HoldsAsync(Sign(_ => { }, _ => { })));
        Assert.True(await HoldsAsync(Sign(_ => { }, claims => claims["aud"] = new[] { "other", Audience })));
        Assert.True(await HoldsAsync(Sign(_ => { }, claims => claims["nbf"] = Now.ToUnixTimeSeconds())));
    }

    // Everything a sender may put where a text or a number belongs: none of it throws, and nothing false is believed.
    [Theory]
    [InlineData("alg", true)]
    [InlineData("kid", true)]
    [InlineData("iss", true)]
    [InlineData("sub", true)]
    [InlineData("aud", true)]
    [InlineData("exp", true)]
    [InlineData("jti", false)]
    [InlineData("iat", false)]
    [InlineData("nbf", false)]
    public async Task Holds_FieldOfAnotherType_NeverThrows(string field, bool isFalse)
    {
        object[] values = [-1, 1.5, 1e300, true, "x", Array.Empty<string>(), new { a = 1 }, new[] { 1 }, long.MaxValue, "9999999999999"];
        foreach (var value in values)
        {
            var isHeader = field is "alg" or "kid";
            var text = Sign(header => Set(header, field, value, isHeader), claims => Set(claims, field, value, !isHeader));
            Assert.True(!await HoldsAsync(text, kidMatters: field == "kid") || !isFalse, $"{field}: {value}");
        }
    }

    [Fact]
    public async Task Holds_AnyCharacterChanged_NeverThrowsAndIsFalse()
    {
        var text = Sign(_ => { }, _ => { });
        var signature = text.LastIndexOf('.');
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var character in "A.-{\u4e2d ")
            {
                // The last character of the signature holds spare bits that the decoder forgives.
                if (character != text[i] && i != text.Length - 1)
                {
                    var changed = text[..i] + character + text[(i + 1)..];
                    Assert.False(await HoldsAsync(changed), $"{i} of {signature}: {character}");
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("....")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("bnVsbA.bnVsbA.AAAA")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..AAAA")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA")]
    public async Task Holds_NoJwt_IsFalse(string text) => Assert.False(await HoldsAsync(text));

    [Fact]
    public void Read_DeepJson_IsNothingOrHarmless()
    {
        var deep = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(new string('[', 1000)));
        Assert.Null(SignedAssertion.Read($"{deep}.{deep}.AAAA"));
    }

    private static void Set(Dictionary<string, object?> part, string field, object value, bool here)
    {
        if (here)
        {
            part[field] = value;
        }
    }

    private static string Sign(Action<Dictionary<string, object?>> changeHeader, Action<Dictionary<string, object?>> changeClaims)
    {
        var header = new Dictionary<string, object?>(StringComparer.Ordinal) { ["alg"] = "ES256", ["kid"] = Kid };
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Subject,
            ["sub"] = Subject,
            ["aud"] = Audience,
            ["jti"] = "once",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        changeHeader(header);
        changeClaims(claims);
        return Key.Sign(header, claims);
    }

    private static async Task<bool> HoldsAsync(string text, bool kidMatters = false)
    {
        if (SignedAssertion.Read(text) is not { } assertion || (kidMatters && assertion.KeyId != 1))
        {
            return false;
        }

        var (jwk, point) = (Key.Jwk, PublicPoint.Import(Key.Jwk)!);
        Assert.Equal(jwk.X, Base64Url.EncodeToString(point.X));
        return await assertion.HoldsAsync(point.X, point.Y, Subject, [Audience, Audience + TokenEndpoint.Path], Now);
    }
}
