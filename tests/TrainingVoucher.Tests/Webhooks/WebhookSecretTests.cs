using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    private const string Shortest = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Reveal_OfARandomSecret_IsReadAgain()
    {
        var secret = WebhookSecret.New();

        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", secret.Reveal());
        Assert.Equal(secret.Reveal(), WebhookSecret.Parse(secret.Reveal()).Reveal());
        Assert.NotEqual(secret.Reveal(), WebhookSecret.New().Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    [InlineData("whsec_MfKQ9r8G KYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAB==")]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void TryParse_AnythingElse_IsRefusedAndNotRepeated(string? text)
    {
        Assert.False(WebhookSecret.TryParse(text, out _));
        var e = Assert.Throws<FormatException>(() => WebhookSecret.Parse(text!));
        Assert.DoesNotContain("MfKQ", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(23, false)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void TryParse_Length_IsThatOfTheSpecification(int bytes, bool accepted) =>
        Assert.Equal(accepted, WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[bytes]), out _));

    [Fact]
    public void ToString_ShowsNothing()
    {
        var secret = WebhookSecret.Parse(Shortest);

        Assert.Equal("WebhookSecret", $"{secret}");
        Assert.DoesNotContain(typeof(WebhookSecret).GetProperties(), p => p.GetMethod!.IsPublic);
    }
}
