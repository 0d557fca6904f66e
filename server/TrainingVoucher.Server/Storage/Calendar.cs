namespace TrainingVoucher.Server.Storage;

/// <summary>Days are those of Asia/Shanghai, +08:00 the whole year.</summary>
internal static class Calendar
{
    public static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Shanghai).DateTime);
}
