namespace TrainingVoucher.Server.Webhooks;

/// <summary>When a webhook is tried again: soon at first, then ever more rarely, for a little more than two days.</summary>
internal static class WebhookSchedule
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(10);

    /// <summary>How often a webhook is tried at most.</summary>
    public static int Attempts => Pauses.Length + 1;

    /// <summary>The pause after so many failed attempts, up to a fifth longer so that not all come at once; nothing after the last.</summary>
    /// <param name="attempts">How many there were, from 1 on.</param>
    /// <param name="id">The webhook; its id decides about the fifth.</param>
    public static TimeSpan? After(int attempts, long id) => attempts > Pauses.Length ? null : Pauses[attempts - 1] * ((100 + (id % 21)) / 100.0);

    /// <summary>For how long an endpoint that failed so many times in a row is left alone.</summary>
    public static TimeSpan Quiet(int faults) => faults == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestQuiet.Ticks, Pauses[Math.Min(faults, Pauses.Length) - 1].Ticks));
}
