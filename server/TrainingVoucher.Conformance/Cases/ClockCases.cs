using TrainingVoucher.Conformance.Parties;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>The clock of the program and that of the server do not agree. The header Date of every answer has the server's.</summary>
internal static class ClockCases
{
    /// <summary>By how much the server is ahead in the end: more than any assertion lives.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int Patient = 5;

    public static IEnumerable<Case> All() =>
    [
        new("clock-ahead", Subject.Clock, Errands.Main, new("程序的时钟比服务端快 3 分钟；校准后再次要求同一件事", "Its clock is 3 minutes ahead of the server's; once they agree it is asked for the same again"), async stage =>
        {
            var asked = new List<(Partner Partner, Errand Errand)>();
            foreach (var errand in Errands.Main.Where(stage.Can.Contains))
            {
                asked.Add(await AskAsync(stage, errand));
            }

            stage.Site.MoveTo(TimeSpan.Zero);
            foreach (var (partner, errand) in asked)
            {
                stage.About = errand.Task.Do;
                await stage.ConnectAsync(partner);
                stage.ExpectDone(await stage.AskAsync(errand));
                await stage.ExpectOnceAsync(errand);
            }
        })
        { Hour = Hour.Behind },
        new("clock-behind", Subject.Clock, Errands.Main, new("程序的时钟比服务端慢 10 分钟", "Its clock is 10 minutes behind the server's"), async stage =>
        {
            foreach (var errand in Errands.Main.Where(stage.Can.Contains))
            {
                await AskAsync(stage, errand);
            }
        })
        { Hour = Hour.Ahead },
    ];

    /// <summary>A program that goes by the server's Date succeeds; one that does not says that it is not let in. Neither goes on trying.</summary>
    private static async Task<(Partner Partner, Errand Errand)> AskAsync(Stage stage, string errand)
    {
        stage.About = errand;
        var earlier = RotationCases.Tokens(stage);
        var partner = await stage.ConnectAsync(errand);
        var sent = await stage.PrepareAsync(errand, partner);
        var answer = await stage.AskAsync(sent);
        if (!answer.IsDone)
        {
            RotationCases.ExpectUnauthenticated(stage, answer);
        }
        else
        {
            await stage.ExpectOnceAsync(sent);
        }

        var tokens = RotationCases.Tokens(stage) - earlier;
        stage.Expect(tokens <= Patient, $"最多请求 {Patient} 次令牌", $"No more than {Patient} tokens are asked for", $"{tokens}");
        return (partner, sent);
    }
}
