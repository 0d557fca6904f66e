namespace TrainingVoucher.Contracts;

/// <summary>By what the answers and webhooks of a sandbox are told from those of a real server.</summary>
public static class SandboxMark
{
    /// <summary>The header that every answer and every webhook of a sandbox has, and none of a real server.</summary>
    public const string Header = "TrainingVoucher-Sandbox";

    /// <summary>Its value.</summary>
    public const string Value = "true";
}

/// <summary>Lets a system into a sandbox.</summary>
public sealed record JoinSandboxRequest
{
    /// <summary>What it calls as.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>Its public key, new for each joining; the private one never leaves the system.</summary>
    public required PublicKeyJwk PublicKey { get; init; }

    /// <summary>The public key of the officer it acts for; for an authority, and only for it.</summary>
    public PublicKeyJwk? OfficerKey { get; init; }
}

/// <summary>Who a system is in a sandbox, and what there is to work with. Nobody else claims from its batches.</summary>
public sealed record SandboxPartner
{
    /// <summary>The id of the system, <c>cli_…</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The id of its key, <c>key_…</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary>The id of the authority or partner it calls for.</summary>
    public required string OwnerId { get; init; }

    /// <summary>For an authority: the id of its officer, <c>off_…</c>.</summary>
    public string? OfficerId { get; init; }

    /// <summary>For an authority: the id of the officer's key, <c>key_…</c>.</summary>
    public string? OfficerKeyId { get; init; }

    /// <summary>For a regional system: two officers of the authority it calls for, <c>off_…</c>, whom it can name in its reports.</summary>
    public IReadOnlyList<string>? OfficerIds { get; init; }

    /// <summary>The six-digit code of the region it is admitted in.</summary>
    public required string Region { get; init; }

    /// <summary>The trusted roots of the sandbox, to be pinned for offline checks (<see cref="Tokens.TrustedRoots.Parse"/>).</summary>
    public required string TrustedRoots { get; init; }

    /// <summary>The batches made for this partner: of a face value, good for everything; of a project standard, for two projects and registered migrant workers; assigned by name. None for authorities and their systems.</summary>
    public required IReadOnlyList<Batch> Batches { get; init; }

    /// <summary>Vouchers of the first batch that test persons have claimed already, elsewhere: two unused, one redeemed.</summary>
    public required IReadOnlyList<SandboxVoucher> Vouchers { get; init; }

    /// <summary>The two institutions that everybody finds in the sandbox. The first of them lets a course platform that joins act for it.</summary>
    public required IReadOnlyList<string> InstitutionIds { get; init; }
}

/// <summary>A voucher that a test person has.</summary>
/// <param name="Holder">The name of the person, one of <see cref="SandboxPersons"/>.</param>
/// <param name="Voucher">The voucher.</param>
public sealed record SandboxVoucher(string Holder, Voucher Voucher);

/// <summary>The clock of a sandbox, which everybody in it shares.</summary>
public sealed record SandboxClock
{
    /// <summary>What it shows.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far it is ahead of the real time, in whole seconds.</summary>
    public required long AheadSeconds { get; init; }

    /// <summary>Up to when it can be moved now.</summary>
    public required DateTimeOffset Latest { get; init; }

    /// <summary>Since when there is this sandbox, in real time; another one after each reset.</summary>
    public required DateTimeOffset SeededAt { get; init; }
}

/// <summary>Moves the clock of a sandbox, by some time or to some time.</summary>
public sealed record MoveSandboxClockRequest
{
    /// <summary>By how many seconds, 1 to 31,622,400; or <see cref="To"/>.</summary>
    public long? Seconds { get; init; }

    /// <summary>To which time, later than it shows; or <see cref="Seconds"/>.</summary>
    public DateTimeOffset? To { get; init; }
}

public static partial class Operations
{
    private const Audience EveryPartner =
        Audience.Authority | Audience.Channel | Audience.Institution | Audience.CoursePlatform | Audience.AssessmentBody | Audience.RegionalSystem;

    private const Scope AnyScope = Scope.Read | Scope.Claim | Scope.Redeem | Scope.Apply | Scope.Administer | Scope.Manage;

    /// <summary>Lets a system into a sandbox.</summary>
    public static readonly Operation<JoinSandboxRequest, SandboxPartner> JoinSandbox =
        new("POST", "/v1/sandbox/partners", Audience.Public)
        {
            Summary = "Let a system into a sandbox at once, as a partner of its own with batches, vouchers and test persons; absent outside a sandbox.",
            IsLimitedByAddress = true,
            Refusals = [ErrorCodes.KeyNotUsable, ErrorCodes.SandboxResetting, ErrorCodes.SandboxUnavailable],
        };

    /// <summary>Reads the clock of a sandbox.</summary>
    public static readonly Operation<Nothing, SandboxClock> GetSandboxClock =
        new("GET", "/v1/sandbox/clock", Audience.Public)
        {
            Summary = "Tell the time of a sandbox; absent outside a sandbox.",
            Refusals = [ErrorCodes.SandboxResetting, ErrorCodes.SandboxUnavailable],
        };

    /// <summary>Moves the clock of a sandbox forward.</summary>
    public static readonly Operation<MoveSandboxClockRequest, SandboxClock> MoveSandboxClock =
        new("POST", "/v1/sandbox/clock", EveryPartner)
        {
            Summary = "Move the clock of a sandbox forward, for everybody in it; absent outside a sandbox.",
            Scope = AnyScope,
            Refusals = [ErrorCodes.ClockNotForward, ErrorCodes.ClockTooFar, ErrorCodes.SandboxResetting, ErrorCodes.SandboxUnavailable],
        };

    /// <summary>Resets a sandbox.</summary>
    public static readonly Operation<Nothing, SandboxClock> ResetSandbox =
        new("POST", "/v1/sandbox/reset", EveryPartner)
        {
            Summary = "Remove everything in a sandbox, everybody's systems among it, and set it up anew at the real time; absent outside a sandbox.",
            Scope = AnyScope,
            Refusals = [ErrorCodes.SandboxResetting, ErrorCodes.SandboxUnavailable],
        };
}
