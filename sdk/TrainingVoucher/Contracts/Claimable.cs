using TrainingVoucher.Tokens;

namespace TrainingVoucher.Contracts;

/// <summary>A batch that can be claimed from through the calling channel now.</summary>
public sealed record ClaimableBatch
{
    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>The scheme.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The region it is for.</summary>
    public required string Region { get; init; }

    /// <summary>How the vouchers reach people.</summary>
    public required ReleaseMode Mode { get; init; }

    /// <summary>How the amount is found.</summary>
    public required ValueMode ValueMode { get; init; }

    /// <summary>The amount or cap, in fen.</summary>
    public required long ValueFen { get; init; }

    /// <summary>What may be learnt with it.</summary>
    public TrainingContent Content { get; set; } = new();

    /// <summary>How to show it.</summary>
    public required DisplayTemplate Display { get; init; }

    /// <summary>The version of <see cref="Display"/>.</summary>
    public required int DisplayVersion { get; init; }

    /// <summary>The conditions the holder must meet or pledge.</summary>
    public required IReadOnlyList<EligibilityCondition> Eligibility { get; init; }

    /// <summary>How many are left at the time of the answer; <see langword="null"/> for a targeted batch, whose vouchers wait for the persons it lists.</summary>
    public int? Left { get; init; }

    /// <summary>Until when it can be claimed.</summary>
    public required DateTimeOffset ClosesAt { get; init; }
}

/// <summary>Asks whether a holder could claim from a batch.</summary>
public sealed record CheckEligibilityRequest
{
    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>The holder's identity assertion, made for <see cref="IdentityPurpose.Claim"/> in this batch; it stays usable.</summary>
    public required string Assertion { get; init; }
}

/// <summary>Whether a holder could claim from a batch at the time of the answer.</summary>
public sealed record EligibilityAnswer
{
    /// <summary>Whether a claim would be granted once the pledges are made.</summary>
    public required bool Eligible { get; init; }

    /// <summary>The refusal code a claim would meet; <see langword="null"/> when eligible.</summary>
    public string? Code { get; init; }

    /// <summary>The conditions that the register does not show for this person.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>The conditions the holder must pledge.</summary>
    public required IReadOnlyList<string> Pledges { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists what can be claimed through the calling channel.</summary>
    public static readonly Operation<PageQuery, Page<ClaimableBatch>> ListClaimable =
        new("GET", "/v1/claimable", Audience.Channel) { Summary = "List the batches that can be claimed from through the calling channel now." };

    /// <summary>Asks whether a holder could claim from a batch.</summary>
    public static readonly Operation<CheckEligibilityRequest, EligibilityAnswer> CheckEligibility =
        new("POST", "/v1/eligibility", Audience.Channel)
        {
            Summary = "Ask whether an authenticated holder could claim from a batch, and what is to be pledged.",
            Refusals = [ErrorCodes.AssertionInvalid],
            IsQuery = true,
            Scope = Scope.Claim,
        };
}
