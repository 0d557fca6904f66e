using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Network and server fail in every way, and each command still takes effect once.</summary>
internal static class RetryCases
{
    private const int RetryAfter = 1;

    public static IEnumerable<Case> All() =>
    [
        .. Errands.Changes.Select(errand => Simple(errand, "answer-lost", new("已在服务端生效，但答复丢失", "It takes effect at the server and the answer is lost"), Faults.AnswerLost)),
        .. Errands.Main.Select(errand => Simple(errand, "request-lost", new("请求未到达服务端，连接中断", "The connection breaks before the request arrives"), Faults.Dropped)),
        .. Errands.Main.Select(errand => Simple(errand, "timeout", new($"答复迟迟不来（{Faults.LongestHold.TotalSeconds} 秒后连接中断）", $"The answer does not come (the connection breaks after {Faults.LongestHold.TotalSeconds} s)"), Faults.Held)),
        .. Errands.Main.Select(errand => Simple(errand, "bad-gateway", new("已生效，中间代理却返回 502 网页", "It takes effect, and a proxy between answers with a page and 502"), Faults.BadGateway)),
        .. Errands.Main.Select(errand => Busy(errand, "unavailable", ErrorCodes.Unavailable)),
        .. Errands.Main.Select(errand => Busy(errand, "rate-limited", ErrorCodes.RateLimited)),
        .. Errands.Main.Select(Outage),
        .. Errands.Main.Select(Killed),
    ];

    private static Case New(string errand, string what, LocalText did, Func<Stage, Task> run)
    {
        var name = Errands.NameOf(errand);
        return new($"{errand}-{what}", Subject.Retries, [errand], new($"{name.Zh}：{did.Zh}", $"To {name.En}: {did.En}"), run);
    }

    private static Case Simple(string errand, string what, LocalText did, Fault fault) => New(errand, what, did, async stage =>
    {
        var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
        stage.Script.On(sent.Path, 1, fault);
        stage.ExpectDone(await stage.AskAsync(sent));
        stage.ExpectOneCommand(sent, atLeast: 2);
        if (fault == Faults.Held)
        {
            var waited = Pause(stage, sent);
            stage.Expect(waited < Faults.LongestHold.TotalMilliseconds, "程序自行放弃等待", "The program gives up waiting by itself", $"{waited} ms");
        }

        await stage.ExpectOnceAsync(sent);
    });

    /// <summary>The time from the first request to the next, in milliseconds; 0 when there is none.</summary>
    private static long Pause(Stage stage, Errand sent) => stage.Sent(sent) is [var first, var next, ..] ? next.At - first.At : 0;

    private static Case Busy(string errand, string what, ErrorCode code) => New(
        errand, what, new($"服务端答复 {code.Status} 并要求 {RetryAfter} 秒后再试", $"The server answers {code.Status} and asks to come back after {RetryAfter} s"), async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            stage.Script.On(sent.Path, 1, Faults.Refusing(code, RetryAfter));
            stage.ExpectDone(await stage.AskAsync(sent));
            stage.ExpectOneCommand(sent, atLeast: 2);
            var waited = Pause(stage, sent);
            // A little less, because the timers of two programs do not agree to the millisecond.
            stage.Expect(waited >= 900, "按 Retry-After 等待后才重发", "It waits as Retry-After says", $"{waited} ms");
            await stage.ExpectOnceAsync(sent);
        });

    private static Case Outage(string errand) => New(
        errand, "outage", new("已生效，但所有答复都丢失，直到程序放弃；网络恢复后再次要求同一件事", "It takes effect and every answer is lost until the program gives up; then the network is back and it is asked for the same once more"), async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            stage.Script.On(sent.Path, int.MaxValue, Faults.AnswerLost);
            var first = await stage.AskAsync(sent);
            stage.Expect(first.Outcome == DriverAnswer.Unknown, "程序回答 unknown：既不说成功也不说被拒", "The program answers unknown, neither done nor refused", $"{first}");
            stage.Script.Clear();
            stage.ExpectDone(await stage.AskAsync(sent));
            stage.ExpectOneCommand(sent, atLeast: 2);
            await stage.ExpectOnceAsync(sent);
        });

    private static Case Killed(string errand) => New(
        errand, "killed", new("已生效，程序在等待答复时被强行结束；重新启动后再次要求同一件事", "It takes effect and the program is killed while it waits; started again, it is asked for the same once more"), async stage =>
        {
            var partner = await stage.ConnectAsync(errand);
            var sent = await stage.PrepareAsync(errand, partner);
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stage.Script.On(sent.Path, 1, Faults.HeldFrom(held));
            await Killing.KillAsync(stage, stage.AskAsync(sent), held.Task);
            await stage.ConnectAsync(partner);
            stage.ExpectDone(await stage.AskAsync(sent));
            stage.ExpectOneCommand(sent, atLeast: 2);
            await stage.ExpectOnceAsync(sent);
        });
}

/// <summary>Ends the program at a moment of one's choice.</summary>
internal static class Killing
{
    /// <summary>Kills it when the moment has come, unless it answers before that, and starts it anew.</summary>
    public static async Task KillAsync(Stage stage, Task<DriverAnswer> asked, Task moment)
    {
        if (await Task.WhenAny(asked, moment) == asked)
        {
            stage.Expect(false, "程序等待答复", "The program waits for the answer", $"{await asked}");
        }

        await stage.Driver.RestartAsync();
        try
        {
            await asked;
        }
        catch (DriverException)
        {
            // That is the one that was killed.
        }
    }
}
