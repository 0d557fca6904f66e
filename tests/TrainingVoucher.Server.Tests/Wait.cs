namespace TrainingVoucher.Server.Tests;

/// <summary>Waits for what another thread or process is about to do.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Asks again and again; the test fails when it has not come in 20 seconds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(Longest);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), late.Token);
        }
    }
}
