using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Keys and access tokens end while the program works.</summary>
internal static class RotationCases
{
    /// <summary>How often a program may ask with a key that is refused before it is told to stop.</summary>
    private const int Patient = 5;

    public static IEnumerable<Case> All() => Errands.Main.SelectMany(errand => new[] { TokenExpired(errand), KeyRevoked(errand), KeyOverlap(errand) });

    private static Case New(string errand, string what, LocalText did, Func<Stage, Task> run) => new(
        $"{errand}-{what}", Subject.Rotation, [errand], new($"{Errands.NameOf(errand).Zh}：{did.Zh}", $"To {Errands.NameOf(errand).En}: {did.En}"), run);

    private static Case TokenExpired(string errand) => New(errand, "token-expired", new("访问令牌提前失效（401）", "the access token ends before its time (401)"), async stage =>
    {
        var partner = await stage.ConnectAsync(errand);
        var (before, sent) = (await stage.PrepareAsync(errand, partner), await stage.PrepareAsync(errand, partner));
        stage.ExpectDone(await stage.AskAsync(before));
        var (tokens, calls) = (Tokens(stage), stage.Sent(sent).Count);
        stage.Script.On(sent.Path, 1, Faults.TokenExpired);
        stage.ExpectDone(await stage.AskAsync(sent));
        var repeated = stage.Sent(sent).Skip(calls).ToList();
        stage.Expect(Tokens(stage) - tokens == 1, "换取一次新令牌", "One new token is asked for", $"{Tokens(stage) - tokens} × {Relay.TokenPath}");
        stage.Expect(
            repeated.Count(r => r.IsAnswered) == 2 && repeated.DistinctBy(r => (r.Key, r.Body)).Count() == 1 && repeated[0].Key is not null,
            "以同一个幂等键重发一次",
            "The call is repeated once, with the same key",
            $"{repeated.Count} × {sent.Path}; keys: {string.Join(", ", repeated.Select(r => r.Key))}");
        await stage.ExpectOnceAsync(sent);
    });

    private static Case KeyRevoked(string errand) => New(errand, "key-revoked", new("密钥被吊销；之后换用新密钥，再次要求同一件事", "the key is revoked; with a new one the same is asked for once more"), async stage =>
    {
        var partner = await stage.ConnectAsync(errand);
        var (before, sent) = (await stage.PrepareAsync(errand, partner), await stage.PrepareAsync(errand, partner));
        stage.ExpectDone(await stage.AskAsync(before));
        var next = await partner.AddKeyAsync(stage.Site.Server.Maker, stage.Stop);
        await stage.Site.Server.Maker.RevokeClientKeyAsync(partner.KeyId, new("轮换"), ct: stage.Stop);
        var earlier = stage.Script.Requests.Count;

        ExpectUnauthenticated(stage, await stage.AskAsync(sent));
        var asked = stage.Script.Requests.Count - earlier;
        stage.Expect(asked is > 0 and <= 2 * Patient, "不反复敲门", "It does not knock again and again", $"{asked}");

        await stage.ConnectAsync(next);
        stage.ExpectDone(await stage.AskAsync(sent));
        await stage.ExpectOnceAsync(sent);
    });

    private static Case KeyOverlap(string errand) => New(errand, "key-overlap", new("新旧密钥并存时换用新密钥，随后吊销旧密钥", "the program changes to a new key while both count, and the old one is revoked then"), async stage =>
    {
        var partner = await stage.ConnectAsync(errand);
        var sent = new List<Errand>();
        for (var i = 0; i < 3; i++)
        {
            sent.Add(await stage.PrepareAsync(errand, partner));
        }

        stage.ExpectDone(await stage.AskAsync(sent[0]));
        var next = await partner.AddKeyAsync(stage.Site.Server.Maker, stage.Stop);
        await stage.ConnectAsync(next);
        stage.ExpectDone(await stage.AskAsync(sent[1]));
        await stage.Site.Server.Maker.RevokeClientKeyAsync(partner.KeyId, new("轮换"), ct: stage.Stop);
        stage.ExpectDone(await stage.AskAsync(sent[2]));
        var failed = stage.Script.Requests.Count(r => r.Status is >= 400);
        stage.Expect(failed == 0, "没有一次调用失败", "Not one call fails", $"{failed}");
    });

    /// <summary>Nobody knows whether an earlier attempt took effect, so that both words are right.</summary>
    public static void ExpectUnauthenticated(Stage stage, DriverAnswer answer) => stage.Expect(
        answer.Outcome is DriverAnswer.Unknown or DriverAnswer.Refused && answer.Code == ErrorCodes.Unauthenticated.Code,
        "程序回答 unknown 或 refused，代码 unauthenticated",
        "The program answers unknown or refused, with the code unauthenticated",
        $"{answer}");

    public static int Tokens(Stage stage) => stage.Script.Requests.Count(r => r.Path == Relay.TokenPath && r.IsAnswered);
}
