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

    /// <summary>Whether it is switched off for the whole of the caller's region, by the caller or an authority above.</summary>
    public bool SwitchedOff { get; init; }
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

    /// <summary>Switches a channel off in one's region.</summary>
    public static readonly Operation<Reason, Channel> SwitchOffChannel =
        new("POST", "/v1/channels/{id}/switch-off", Audience.Authority)
        {
            Summary = "Let nothing of the caller's region be claimed through a channel from now on.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Switches a channel on again.</summary>
    public static readonly Operation<Reason, Channel> SwitchOnChannel =
        new("POST", "/v1/channels/{id}/switch-on", Audience.Authority)
        {
            Summary = "Let vouchers of the caller's region be claimed through a channel again, as far as no authority above has it switched off.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Lists the channels that serve one's region.</summary>
    public static readonly Operation<PageQuery, Page<Channel>> ListChannels =
        new("GET", "/v1/channels", Audience.Authority | Audience.RegionalSystem) { Summary = "List the channels admitted in the caller's region or above it." };
}
