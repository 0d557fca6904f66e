using System.Text.Json.Nodes;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>The feed is read in small pages, and some of them go wrong. Each event is dealt with once, in the order of the numbers.</summary>
internal static class FeedCases
{
    public const string Path = "/v1/feed";

    private const int PageSize = 3;

    public static IEnumerable<Case> All() =>
    [
        New("feed-in-order", new("按页读取", "Page by page"), stage => FollowAsync(stage, Small)),
        New("feed-cut", new("长轮询在答复中途断开，下一次又没有答复", "The connection of a poll breaks in the middle of the answer, and the next is lost"), stage => FollowAsync(stage, Small, Faults.CutShort, Faults.Dropped)),
        New("feed-page-repeated", new("已读过的一页又来一次", "A page that was read comes once more"), async stage =>
        {
            JsonObject? first = null;
            await FollowAsync(stage, Pages("first page", page => first = (JsonObject)page.DeepClone()), Pages("first page again", page => Become(page, first!)));
        }),
        New("feed-gap", new("一页中缺一个号，下一页开头又缺一个号；再问就有", "A number is missing in a page, and another where the next one begins; who asks again gets it"), stage => FollowAsync(
            stage, Small, Pages("number left out", page => Without(page, 1)), Small, Pages("first number left out", page => Without(page, 0)))),
        New("feed-empty", new("没有新事件的空答复", "An answer without an event"), stage => FollowAsync(stage, Small, Pages("empty page", Empty))),
        New("feed-unknown-values", new("未知的事件类型和字段", "Types and fields that are new"), stage => FollowAsync(stage, Small, Pages("newer page", UnknownValueCases.Extend))),
        New("feed-killed", new("读到一半时程序被强行结束，重新启动后继续", "The program is killed in the middle, started again, and goes on"), KilledAsync),
    ];

    private static Fault Small { get; } = Pages("small page", _ => { });

    private static Case New(string id, LocalText did, Func<Stage, Task> run) =>
        new(id, Subject.Feed, [Errands.Follow], new($"变更推送：{did.Zh}", $"Feed: {did.En}"), run);

    private static async Task FollowAsync(Stage stage, params IReadOnlyList<Fault> faults)
    {
        var (_, happened) = await ConnectAsync(stage);
        Order(stage, faults);
        stage.ExpectDone(await stage.AskAsync(Following(stage, happened)));
        await ExpectEachOnceAsync(stage, happened);
    }

    private static async Task KilledAsync(Stage stage)
    {
        var (partner, happened) = await ConnectAsync(stage);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Order(stage, [Small, Faults.HeldFrom(held)]);
        await Killing.KillAsync(stage, stage.AskAsync(Following(stage, happened)), held.Task);
        await stage.ConnectAsync(partner);
        stage.ExpectDone(await stage.AskAsync(Following(stage, happened)));
        await ExpectEachOnceAsync(stage, happened);
    }

    /// <summary>Connects the program as a reader that has read nothing yet, of a channel when it knows nothing else.</summary>
    public static async Task<(Partner Partner, Happenings Happened)> ConnectAsync(Stage stage)
    {
        var happened = await stage.Site.HappenedAsync(toChannel: stage.Can.Contains(Errands.Claim) && !stage.Can.Contains(Errands.Redeem), stage.Stop);
        var partner = await stage.Site.RegisterAsync(happened.OwnerId, stage.Stop);
        await stage.ConnectAsync(partner);
        return (partner, happened);
    }

    public static DriverTask Following(Stage stage, Happenings happened) => new() { Task = stage.Site.NewTask(Errands.Follow), Do = Errands.Follow, Until = happened.Last };

    /// <summary>That each event was dealt with, none twice, and in their order.</summary>
    public static async Task ExpectEachOnceAsync(Stage stage, Happenings happened)
    {
        var handled = await HandledAsync(stage);
        stage.Expect(
            handled.SequenceEqual(happened.Events.Select(e => e.Number)), $"事件 1 至 {happened.Last} 各处理一次，按序号先后", $"The events 1 to {happened.Last} are dealt with once each, in their order", string.Join(" ", handled));
    }

    public static async Task<IReadOnlyList<long>> HandledAsync(Stage stage)
    {
        var answer = await stage.AskAsync(new DriverTask { Task = stage.Site.NewTask("handled"), Do = "handled" });
        stage.ExpectDone(answer);
        return answer.Numbers ?? [];
    }

    /// <summary>One fault for each of the first requests; all later pages are small.</summary>
    private static void Order(Stage stage, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            stage.Script.On(Path, 1, fault);
        }

        stage.Script.On(Path, int.MaxValue, Small);
    }

    /// <summary>Has the server give a small page, whatever the program asks for, and changes it.</summary>
    private static Fault Pages(string name, Action<JsonObject> change)
    {
        var rewriting = Faults.Rewriting(name, change);
        return rewriting with
        {
            Act = exchange =>
            {
                var query = exchange.Request.Query.Where(q => q.Key != "limit").Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value.ToString())}").Append($"limit={PageSize}");
                exchange.Request.QueryString = new("?" + string.Join('&', query));
                return rewriting.Act(exchange);
            },
        };
    }

    private static void Without(JsonObject page, int index)
    {
        if (page["items"] is JsonArray items && items.Count > index)
        {
            items.RemoveAt(index);
        }
    }

    private static void Empty(JsonObject page)
    {
        if (page["items"] is JsonArray { Count: > 0 } items)
        {
            page["next"] = items[0]!["number"]!.GetValue<long>() - 1;
            items.Clear();
        }
    }

    private static void Become(JsonObject page, JsonObject other)
    {
        foreach (var (name, value) in other)
        {
            page[name] = value?.DeepClone();
        }
    }
}
