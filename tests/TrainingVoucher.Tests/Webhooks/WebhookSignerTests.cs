using System.Text;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Webhooks;

public sealed class WebhookSignerTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"voucher.redeemed"}""");

    private readonly FakeTimeProvider time = new(At);
    private readonly WebhookSecret old = WebhookSecret.New();
    private readonly WebhookSecret current = WebhookSecret.New();

    [Fact]
    public void Sign_PublishedExample_GivesThePublishedSignature()
    {
        var signer = new WebhookSigner(WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        var signed = signer.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal(new SignedWebhook("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), signed);
    }

    [Fact]
    public void Sign_DuringARotation_IsAcceptedWithEitherSecret()
    {
        var signed = new WebhookSigner(old, current).Sign("msg_1", At, Body);

        Assert.Equal(2, signed.Signature.Split(' ').Length);
        Assert.True(new WebhookVerifier(time, old).Verify(Body, signed.Header).IsAccepted);
        Assert.True(new WebhookVerifier(time, current).Verify(Body, signed.Header).IsAccepted);
        Assert.Equal(WebhookRefusal.Signature, new WebhookVerifier(time, WebhookSecret.New()).Verify(Body, signed.Header).Refusal);
    }

    [Fact]
    public void Verify_AfterTheRotation_TakesTheNewSecretAlone()
    {
        var (before, after) = (new WebhookSigner(old).Sign("msg_1", At, Body), new WebhookSigner(current).Sign("msg_1", At, Body));
        var (during, done) = (new WebhookVerifier(time, old, current), new WebhookVerifier(time, current));

        Assert.True(during.Verify(Body, before.Header).IsAccepted);
        Assert.True(during.Verify(Body, after.Header).IsAccepted);
        Assert.Equal(WebhookRefusal.Signature, done.Verify(Body, before.Header).Refusal);
        Assert.True(done.Verify(Body, after.Header).IsAccepted);
    }

    [Fact]
    public void Verify_Accepted_SaysWhichMessageAndWhen()
    {
        var verdict = new WebhookVerifier(time, current).Verify(Body, new WebhookSigner(current).Sign("msg_1", At.AddMilliseconds(-1), Body).Header);

        Assert.Equal(("msg_1", At.AddSeconds(-1)), (verdict.Id, verdict.SentAt));
    }

    [Fact]
    public void Verify_ClockMovesOn_RefusesWhatItTook()
    {
        var verifier = new WebhookVerifier(time, current);
        var signed = new WebhookSigner(current).Sign("msg_1", At, Body);

        Assert.True(verifier.Verify(Body, signed.Header).IsAccepted);
        time.Advance(WebhookVerifier.Tolerance + TimeSpan.FromMilliseconds(1));

        Assert.Equal(WebhookRefusal.TooOld, verifier.Verify(Body, signed.Header).Refusal);
    }

    [Fact]
    public void Sign_TwoReadingsOfTheSameBytes_OnlyOneIsAnId()
    {
        var signer = new WebhookSigner(current);
        var seconds = At.ToUnixTimeSeconds();
        var signed = signer.Sign("msg", At, Encoding.ASCII.GetBytes($"{seconds}.rest"));

        // The same signed bytes, parted elsewhere: msg.SECONDS, SECONDS, rest.
        var other = signed with { Id = $"msg.{seconds}" };

        Assert.Equal(WebhookRefusal.Id, new WebhookVerifier(time, current).Verify("rest"u8, other.Header).Refusal);
        Assert.Throws<ArgumentException>(() => signer.Sign(other.Id, At, "rest"u8));
    }

    [Fact]
    public void Header_OfAnyOtherName_IsMissing()
    {
        var signed = new SignedWebhook("msg_1", "1", "v1,");

        Assert.Equal(["msg_1", "1", "v1,", null], new[] { "Webhook-Id", "WEBHOOK-TIMESTAMP", "webhook-signature", "webhook-ids" }.Select(signed.Header));
    }

    [Fact]
    public void Secrets_NoneOrTooMany_AreMisuse()
    {
        Assert.Throws<ArgumentException>(() => new WebhookSigner());
        Assert.Throws<ArgumentException>(() => new WebhookVerifier(time));
        Assert.Throws<ArgumentException>(() => new WebhookVerifier(time, Enumerable.Repeat(current, 5)));
        Assert.Throws<ArgumentException>(() => new WebhookSigner(current, null!));
        Assert.Throws<ArgumentException>(() => new WebhookSigner(current).Sign("msg_1", DateTimeOffset.UnixEpoch.AddTicks(-1), Body));
    }
}
