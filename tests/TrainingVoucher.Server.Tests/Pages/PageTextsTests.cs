using TrainingVoucher.Server.Pages;

namespace TrainingVoucher.Server.Tests.Pages;

public sealed class PageTextsTests
{
    [Fact]
    public void Texts_BothLanguages_SayEverythingAndDiffer()
    {
        var (chinese, english) = (PageTexts.Of(PageLanguage.Chinese), PageTexts.Of(PageLanguage.English));

        Assert.All(typeof(PageTexts).GetProperties().Where(p => p.PropertyType == typeof(string)), text =>
        {
            var (zh, en) = ((string)text.GetValue(chinese)!, (string)text.GetValue(english)!);
            Assert.False(string.IsNullOrWhiteSpace(zh), text.Name);
            Assert.NotEqual(zh, en);
            Assert.Equal(zh.Contains("{0}", StringComparison.Ordinal), en.Contains("{0}", StringComparison.Ordinal));
        });
    }
}
