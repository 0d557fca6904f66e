using System.Net;
using TrainingVoucher.Server.Pages;

namespace TrainingVoucher.Server.Tests.Pages;

public sealed class VerifyPageTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private PageVisit _visit = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _visit = PageVisit.To(_server);
    }

    public async Task DisposeAsync()
    {
        await _visit.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Get_Root_RedirectsToVerify()
    {
        var answer = await _visit.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("/verify", answer.Headers["Location"]);
    }

    [Theory]
    [InlineData(null, null, "zh-CN")]
    [InlineData("en-GB,en;q=0.9", null, "en")]
    [InlineData("fr;q=1, en;q=0.3, zh-TW;q=0.8", null, "zh-CN")]
    [InlineData("zh;q=0, en;q=0.1", null, "en")]
    [InlineData("fr", null, "zh-CN")]
    [InlineData("\"nonsense;;=", null, "zh-CN")]
    [InlineData("zh-CN", "en", "en")]
    [InlineData("en", "zh", "zh-CN")]
    [InlineData("en", "fr", "en")]
    public async Task Get_Language_AddressBeforeBrowserBeforeChinese(string? browser, string? asked, string expected)
    {
        var answer = await _visit.GetAsync(asked is null ? "/verify" : $"/verify?lang={asked}", browser);

        Assert.Contains($"<html lang=\"{expected}\">", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_LanguageChosenBefore_IsRemembered()
    {
        await _visit.GetAsync("/verify?lang=en");

        var answer = await _visit.GetAsync("/verify", acceptLanguage: "zh-CN");

        Assert.Contains("<html lang=\"en\">", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Chinese_IsWrittenAsItIs() =>
        Assert.Contains("查验培训券", (await _visit.GetAsync("/verify")).Html, StringComparison.Ordinal);

    [Fact]
    public async Task Post_WithoutFormToken_ChecksNothingAndKeepsText()
    {
        var answer = await _visit.PostAsync("/verify", new() { ["scan"] = "T12345-678901-234567" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("页面已失效，尚未查验", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"T12345-678901-234567\"", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FormTokenOfAnother_ChecksNothing()
    {
        await using var other = PageVisit.To(_server);
        await other.GetAsync("/verify");

        var answer = await other.CheckAsync("T", await _visit.OpenAsync(), "/verify");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("", "尚未输入")]
    [InlineData("  \t ", "尚未输入")]
    [InlineData("T123", "唯一码应为18位")]
    [InlineData("A12345-678901-234567", "唯一码应以T开头")]
    public async Task Post_NotACode_SaysWhatToDo(string text, string expected)
    {
        var answer = await _visit.CheckAsync(text);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1025, HttpStatusCode.OK)]
    [InlineData(32 * 1024, HttpStatusCode.OK)]
    [InlineData(200_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_TooLong_SaysSo(int length, HttpStatusCode status)
    {
        var answer = await _visit.CheckAsync(new string('T', length));

        Assert.Equal(status, answer.Status);
        Assert.Contains("输入的内容过长", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Json_IsRefusedAsAPage()
    {
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        var answer = await _visit.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/verify") { Content = body }, null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.StartsWith("text/html", answer.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_OnDisk_AreReadByTheirOwnerOnlyAndLogNothing()
    {
        await _visit.CheckAsync("T123");

        var directory = new DirectoryInfo(PageKeys.DirectoryOf(_server.DataDirectory));
        Assert.NotEmpty(directory.GetFiles("key-*.xml"));
        Assert.True(OperatingSystem.IsWindows() || (directory.UnixFileMode & (UnixFileMode)0b000_111_111) == UnixFileMode.None);
        Assert.DoesNotContain("Warning", _server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("T123", _server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownAddress_IsStillAProblem() =>
        Assert.Equal("application/problem+json", (await _visit.GetAsync("/nowhere")).Headers["Content-Type"]);
}
