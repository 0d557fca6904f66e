namespace TrainingVoucher.Testing;

/// <summary>How a <see cref="TestingServer"/> begins.</summary>
public sealed class TestingOptions
{
    /// <summary>The time that its clock shows at the beginning. The default value is <see langword="null"/>, the time it really is.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>The six-digit region code of its authority, channel and institution. The default value is <c>330100</c>, Hangzhou.</summary>
    public string Region { get; set; } = "330100";
}
