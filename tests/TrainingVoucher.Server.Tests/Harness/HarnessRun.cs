using System.Globalization;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Tests.Harness;

/// <summary>
/// How far a harness goes. The short form runs always and from the same seed; TV_LONG=1 goes far and from a new seed, which it prints.
/// TV_SEED repeats a run.
/// </summary>
internal static class HarnessRun
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TV_LONG") == "1";

    public static int Seed { get; } = Environment.GetEnvironmentVariable("TV_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : IsLong ? RandomNumberGenerator.GetInt32(1, int.MaxValue) : 20_260_901;

    /// <summary>The one number in the short form, the other in the long one.</summary>
    public static int Count(int @short, int @long) => IsLong ? @long : @short;
}
