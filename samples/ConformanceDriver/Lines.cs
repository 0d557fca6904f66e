using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingVoucher.Contracts;

namespace ConformanceDriver;

/// <summary>A task of the conformance command: the fields that this driver reads. <c>docs/conformance.md</c> has them all.</summary>
internal sealed record TaskLine(string Task, string Do)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Uri? Server { get; init; }

    public string ClientId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string PrivateKeyFile { get; init; } = "";

    public string Directory { get; init; } = "";

    public string Batch { get; init; } = "";

    public string Code { get; init; } = "";

    public string Scan { get; init; } = "";

    public string? Assertion { get; init; }

    public IdentityDocument? Document { get; init; }

    public string? Institution { get; init; }

    public string Project { get; init; } = "";

    public int Level { get; init; }

    public DateOnly ClassEndsOn { get; init; }

    public string Reason { get; init; } = "";

    public long Until { get; init; }

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public static TaskLine Parse(string line) => JsonSerializer.Deserialize<TaskLine>(line, Json) ?? throw new FormatException("A task is not null.");
}

/// <summary>What became of a task.</summary>
internal sealed record AnswerLine(string Outcome)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string? Task { get; init; }

    public string? Code { get; init; }

    public string? Voucher { get; init; }

    public IReadOnlyList<string>? Can { get; init; }

    public Uri? Url { get; init; }

    public IReadOnlyList<long>? Numbers { get; init; }

    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
