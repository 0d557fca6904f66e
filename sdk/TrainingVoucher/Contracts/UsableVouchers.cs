using TrainingVoucher.Tokens;

namespace TrainingVoucher.Contracts;

/// <summary>Asks which vouchers of an authenticated holder could be redeemed at an institution.</summary>
/// <param name="Assertion">The holder's identity assertion, made for <see cref="IdentityPurpose.View"/>; it is used up.</param>
public sealed record ListUsableVouchersRequest(string Assertion)
{
    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }
}

/// <summary>A voucher that could be redeemed at the institution now: what it has to know to redeem it, and nothing of its holder.</summary>
public sealed record UsableVoucher
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>Where it stands.</summary>
    public required VoucherState State { get; init; }

    /// <summary>The name of the scheme.</summary>
    public required LocalText SchemeName { get; init; }

    /// <summary>The training projects it is for; every one when there is none.</summary>
    public required IReadOnlyList<string> Projects { get; init; }

    /// <summary>The skill levels it is for; every one when there is none.</summary>
    public required IReadOnlyList<int> Levels { get; init; }

    /// <summary>Whether it is for training online, in class or both.</summary>
    public required TrainingForm Form { get; init; }

    /// <summary>How the amount is found.</summary>
    public required ValueMode ValueMode { get; init; }

    /// <summary>The amount or cap, in fen.</summary>
    public required long ValueFen { get; init; }

    /// <summary>The first day it can be used.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day it can be used.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Whether it is for a training.</summary>
    /// <param name="project">The training project.</param>
    /// <param name="level">The skill level; 0 when the project has none.</param>
    /// <param name="online">Whether the training is online.</param>
    public bool IsFor(string project, int level, bool online) =>
        (Projects.Count == 0 || Projects.Contains(project, StringComparer.Ordinal))
        && (Levels.Count == 0 || Levels.Contains(level))
        && (Form == TrainingForm.Both || Form == (online ? TrainingForm.Online : TrainingForm.Offline));
}

/// <summary>The vouchers of one holder that could be redeemed at an institution.</summary>
/// <param name="Items">At most 200; those that end first come first.</param>
public sealed record UsableVoucherList(IReadOnlyList<UsableVoucher> Items)
{
    /// <summary>The holder: the <see cref="ProvenHolder.HolderReference"/> of the same person. Hold it against whoever enrolled, so that nobody learns on another's voucher.</summary>
    public required string HolderReference { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists a holder's vouchers that could be redeemed.</summary>
    public static readonly Operation<ListUsableVouchersRequest, UsableVoucherList> ListUsableVouchers =
        new("POST", "/v1/vouchers/usable", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "List the vouchers of an authenticated holder that could be redeemed by the calling institution, or the one a platform acts for.",
            Refusals = [ErrorCodes.NotDelegated, ErrorCodes.AssertionInvalid],
        };
}
