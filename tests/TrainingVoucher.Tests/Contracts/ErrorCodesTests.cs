using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Contracts;

public sealed class ErrorCodesTests
{
    public static TheoryData<string> FormatRefusals =>
    [
        .. Enum.GetValues<TokenRefusal>().Where(r => r != TokenRefusal.None).Select(r => r.ToCode()),
        .. Enum.GetValues<CodeRefusal>().Where(r => r != CodeRefusal.None).Select(r => r.ToCode()),
        .. Enum.GetValues<KeySetRefusal>().Where(r => r != KeySetRefusal.None).Select(r => r.ToCode()),
    ];

    [Theory]
    [MemberData(nameof(FormatRefusals))]
    public void FormatRefusal_HasItsEntry(string code)
    {
        Assert.Equal(422, ErrorCodes.Find(code)!.Status);
    }

    [Fact]
    public void WebhookRefusals_HaveTheirEntries()
    {
        var codes = Enum.GetValues<WebhookRefusal>().Where(r => r != WebhookRefusal.None).Select(r => r.ToCode());

        Assert.All(codes, code => Assert.InRange(ErrorCodes.Find(code)!.Status, 400, 413));
    }

    [Fact]
    public void EveryCode_IsUniqueAndSaysWhatIsWrongAndWhatToDo()
    {
        Assert.Distinct(ErrorCodes.All.Select(e => e.Code), StringComparer.Ordinal);
        Assert.All(ErrorCodes.All, e =>
        {
            Assert.Matches("^[a-z]+(_[a-z]+)*$", e.Code);
            Assert.InRange(e.Status, 400, 599);
            Assert.EndsWith("。", e.Chinese, StringComparison.Ordinal);
            Assert.EndsWith("。", e.NextChinese, StringComparison.Ordinal);
            Assert.Matches(@"^[A-Z].*\.$", e.English);
            Assert.Matches(@"^[A-Z].*\.$", e.NextEnglish);
            Assert.Same(e, ErrorCodes.Find(e.Code));
        });
    }

    [Fact]
    public void Find_UnknownCode_IsNull()
    {
        Assert.Null(ErrorCodes.Find("no_such_code"));
    }

    [Fact]
    public void TokenRefusals_NameEveryRefusalOfScannedText()
    {
        var scanned = Enum.GetValues<TokenRefusal>().Where(r => r != TokenRefusal.None).Select(r => r.ToCode())
            .Concat(Enum.GetValues<CodeRefusal>().Where(r => r != CodeRefusal.None).Select(r => r.ToCode()));

        Assert.Equal(scanned.Order(StringComparer.Ordinal), ErrorCodes.TokenRefusals.Select(e => e.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_RefuseNothingTwice()
    {
        Assert.All(Operations.All, o => Assert.Distinct(o.Refusals));
    }
}
