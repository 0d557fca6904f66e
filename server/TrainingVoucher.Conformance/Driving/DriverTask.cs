using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Driving;

/// <summary>What the program under test is asked to do: one line of JSON on its standard input. <c>docs/conformance.md</c> says what each field means.</summary>
internal sealed record DriverTask
{
    /// <summary>Names the command. The same name again is the same command again.</summary>
    public required string Task { get; init; }

    public required string Do { get; init; }

    public Uri? Server { get; init; }

    public string? ClientId { get; init; }

    public string? KeyId { get; init; }

    public string? PrivateKeyFile { get; init; }

    public string? Directory { get; init; }

    public string? Batch { get; init; }

    public string? Code { get; init; }

    public string? Scan { get; init; }

    public string? Assertion { get; init; }

    public IdentityDocument? Document { get; init; }

    public string? Institution { get; init; }

    public string? Project { get; init; }

    public int? Level { get; init; }

    public DateOnly? ClassEndsOn { get; init; }

    public string? Reason { get; init; }

    public long? Until { get; init; }

    public IReadOnlyList<string>? Secrets { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, DriverJson.Options);

    /// <summary>It may hold a card number or a secret.</summary>
    public override string ToString() => $"{Do} {Task}";
}

/// <summary>What the program under test says of it: one line of JSON on its standard output.</summary>
internal sealed record DriverAnswer
{
    public const string Done = "done";
    public const string Refused = "refused";
    public const string Unknown = "unknown";

    public string? Task { get; init; }

    public string? Outcome { get; init; }

    public string? Code { get; init; }

    public string? Voucher { get; init; }

    public IReadOnlyList<string>? Can { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<long>? Numbers { get; init; }

    public bool IsDone => Outcome == Done;

    /// <summary>In a word, or two: <c>refused sold_out</c>.</summary>
    public override string ToString() => Code is null ? $"{Outcome}" : $"{Outcome} {Code}";
}

internal static class DriverJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
