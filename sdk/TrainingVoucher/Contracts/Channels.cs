namespace TrainingVoucher.Contracts;

/// <summary>A bank app, government platform or internet app through which holders claim (领券渠道).</summary>
public sealed record Channel
{
    /// <summary>Its id, <c>cha_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The region that admitted it.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }
}

/// <summary>Admits a channel.</summary>
public sealed record CreateChannelRequest
{
    /// <summary>A six-digit region code within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }
}

public static partial class Operations
{
    /// <summary>Admits a channel.</summary>
    public static readonly Operation<CreateChannelRequest, Channel> CreateChannel =
        new("POST", "/v1/channels", Audience.Authority)
        {
            Summary = "Admit a claiming channel.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the channels that serve one's region.</summary>
    public static readonly Operation<PageQuery, Page<Channel>> ListChannels =
        new("GET", "/v1/channels", Audience.Authority) { Summary = "List the channels admitted in the caller's region or above it." };
}
