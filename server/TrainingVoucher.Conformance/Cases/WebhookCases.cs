using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Webhooks come as the server sends them, and as somebody else would.</summary>
internal static class WebhookCases
{
    private static readonly TimeSpan Little = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Much = TimeSpan.FromMinutes(10);

    public static IEnumerable<Case> All() =>
    [
        New("webhook-twice", new("同一回调送达两次，另有一次乱序", "A webhook is delivered twice, and one out of order"), async (stage, sender) =>
        {
            await sender.SendAsync(3);
            await sender.SendAsync(1);
            await sender.SendAsync(1);
            await ExpectHandledAsync(stage, 1, 3);
        }),
        New("webhook-forged", new("签名有误、内容被改、缺少签名", "The signature is of another secret, the body was changed, the signature is missing"), async (stage, sender) =>
        {
            await sender.SendAsync(1, isWanted: false, by: [WebhookSecret.New()]);
            await sender.SendAsync(2, isWanted: false, alter: body => body.Replace("\"number\":2", "\"number\":4", StringComparison.Ordinal));
            await sender.SendAsync(3, isWanted: false, signature: "");
            await sender.SendAsync(5);
            await ExpectHandledAsync(stage, 5);
        }),
        New("webhook-old", new("签名正确，但时间相差 10 分钟；相差 2 分钟的照收", "The signature is right and the time is 10 minutes off; one that is 2 minutes off is taken"), async (stage, sender) =>
        {
            await sender.SendAsync(1, isWanted: false, off: -Much);
            await sender.SendAsync(2, isWanted: false, off: Much);
            await sender.SendAsync(3, off: -Little);
            await sender.SendAsync(4, off: Little);
            await ExpectHandledAsync(stage, 3, 4);
        }),
        New("webhook-secret-rotated", new("更换密钥：并存期间新旧都收，之后只认新的", "The secret is changed: both count for a while, then the new one alone"), async (stage, sender) =>
        {
            var (former, next) = (sender.Secret, WebhookSecret.New());
            await sender.ListenAsync(former, next);
            await sender.SendAsync(1, by: [next, former]);
            await sender.SendAsync(2, by: [former]);
            await sender.SendAsync(3, by: [next]);
            await sender.ListenAsync(next);
            await sender.SendAsync(4, by: [next, former]);
            await sender.SendAsync(5, isWanted: false, by: [former]);
            await ExpectHandledAsync(stage, 1, 2, 3, 4);
        }),
        New("webhook-unknown-values", new("测试回调、未知的事件类型和字段、其他版本的签名", "A test, types and fields that are new, a signature of another version beside"), async (stage, sender) =>
        {
            await sender.TestAsync();
            await sender.SendAsync(1, isNewer: true);
            await ExpectHandledAsync(stage, 1);
        }),
        New("webhook-and-feed", new("同一事件既由回调送达，又从变更推送读到", "An event comes by webhook and is read in the feed as well"), async (stage, sender) =>
        {
            await sender.SendAsync(2);
            await sender.SendAsync(1);
            stage.ExpectDone(await stage.AskAsync(FeedCases.Following(stage, sender.Happened)));
            await sender.SendAsync(sender.Happened.Last);
            await ExpectHandledAsync(stage, [.. sender.Happened.Events.Select(e => e.Number)]);
        }) with { Besides = Errands.Follow },
    ];

    private static Case New(string id, LocalText did, Func<Stage, WebhookSending, Task> run) => new(
        id, Subject.Webhooks, [Errands.Listen], new($"网络回调：{did.Zh}", $"Webhook: {did.En}"), async stage =>
        {
            var (_, happened) = await FeedCases.ConnectAsync(stage);
            using var sender = new WebhookSending(stage, happened);
            if (await sender.ListenAsync(sender.Secret))
            {
                await run(stage, sender);
            }
        });

    private static async Task ExpectHandledAsync(Stage stage, params IReadOnlyList<long> numbers)
    {
        var handled = await FeedCases.HandledAsync(stage);
        stage.Expect(handled.Order().SequenceEqual(numbers), $"恰好处理这些事件，各一次：{string.Join(" ", numbers)}", $"These events are dealt with, once each: {string.Join(" ", numbers)}", string.Join(" ", handled));
    }
}
