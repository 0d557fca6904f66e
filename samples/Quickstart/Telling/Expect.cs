using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace Quickstart.Telling;

/// <summary>The one place where the story is held against what should come out. The exit code is made of it.</summary>
internal sealed class Expect(Screen screen)
{
    private int held;
    private int failed;

    public void Equal<T>(T expected, T actual, string what) =>
        Judge(EqualityComparer<T>.Default.Equals(expected, actual), what, $"expected {expected}, got {actual}");

    public void True(bool holds, string what) => Judge(holds, what, "it does not hold");

    /// <summary>Tries what has to be refused, and shows the refusal as a person would read it.</summary>
    public async Task RefusedAsync(string tried, ErrorCode expected, Func<Task> attempt) =>
        Refused(tried, expected.Code, await CodeOfAsync(attempt));

    /// <summary>The same for a check whose refusal is an answer.</summary>
    public void Refused(string tried, string expected, string? actual)
    {
        Judge(actual == expected, $"{tried}: {actual ?? "not refused"}", $"expected {expected}");
        if (actual is not null && ErrorCodes.Find(actual) is { } code)
        {
            screen.Note(code.Chinese + code.NextChinese);
            screen.Note($"{code.English} {code.NextEnglish}");
        }
    }

    /// <summary>Something happened that the story does not know.</summary>
    public void Surprise(Exception surprise) => Judge(holds: false, "the story goes to its end", surprise.Message);

    /// <summary>Tells how it went; true when everything held.</summary>
    public bool Conclude()
    {
        screen.Blank();
        screen.Say(failed == 0 ? $"OK: all {held} expectations held." : $"FAILED: {failed} of {held + failed} expectations did not hold.");
        return failed == 0;
    }

    private static async Task<string?> CodeOfAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return null;
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }

    private void Judge(bool holds, string what, string otherwise)
    {
        screen.Say(holds ? $"OK  {what}" : $"FAILED  {what} ({otherwise})");
        _ = holds ? held++ : failed++;
    }
}
