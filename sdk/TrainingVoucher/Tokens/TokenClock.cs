namespace TrainingVoucher.Tokens;

/// <summary>The format's day and second counts. Both start at 2020-01-01; days are those of Asia/Shanghai, always +08:00.</summary>
internal static class TokenClock
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly int EpochDay = new DateOnly(2020, 1, 1).DayNumber;
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Shanghai).DateTime);

    public static DateOnly FromDays(ushort days) => DateOnly.FromDayNumber(EpochDay + days);

    public static ushort ToDays(DateOnly day)
    {
        var days = day.DayNumber - EpochDay;
        return days is >= 0 and <= ushort.MaxValue
            ? (ushort)days
            : throw new ArgumentOutOfRangeException(nameof(day), day, "A day must lie between 2020-01-01 and 2199-06-06.");
    }

    public static DateTimeOffset FromSeconds(uint seconds) => Epoch.AddSeconds(seconds);

    public static uint ToSeconds(DateTimeOffset instant)
    {
        var seconds = (instant - Epoch).Ticks / TimeSpan.TicksPerSecond;
        return seconds is >= 0 and <= uint.MaxValue
            ? (uint)seconds
            : throw new ArgumentOutOfRangeException(nameof(instant), instant, "An instant must lie between 2020 and 2156.");
    }
}
