using System.Text.Json.Serialization;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>
/// A request of the program under test, as it is kept: where it went and what came of it. Keys, bodies and access tokens are told apart by
/// numbers, and never kept themselves.
/// </summary>
internal sealed record SeenRequest
{
    /// <summary>Since the case began, in milliseconds.</summary>
    public required long At { get; init; }

    public required string Method { get; init; }

    /// <summary>The path, without a query.</summary>
    public required string Path { get; init; }

    /// <summary>For a feed: after which number.</summary>
    public long? After { get; init; }

    /// <summary>The idempotency key: the first one of the case is 1; nothing when there was none.</summary>
    public int? Key { get; init; }

    /// <summary>The body, told apart in the same way.</summary>
    public int? Body { get; init; }

    /// <summary>The access token, told apart in the same way.</summary>
    public int? Token { get; init; }

    /// <summary>What the relay did to it; nothing when it went through.</summary>
    public string? Fault { get; set; }

    /// <summary>The status that was answered; nothing when the connection was cut.</summary>
    public int? Status { get; set; }

    /// <summary>The code of a refusal.</summary>
    public string? Code { get; set; }

    [JsonIgnore]
    public bool IsChange => Method != HttpMethod.Get.Method && Path != Relay.TokenPath;

    [JsonIgnore]
    public bool IsAnswered => Status is not null;
}
