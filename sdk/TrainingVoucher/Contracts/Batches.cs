using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Where a batch stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<BatchState>))]
public enum BatchState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Part of a release that is not approved yet.</summary>
    Proposed = 1,

    /// <summary>Released; claims are taken within its window.</summary>
    Released = 2,

    /// <summary>Closed: nothing more is claimed, what it never used went back to the budget line.</summary>
    Closed = 3,

    /// <summary>Part of a release that was rejected.</summary>
    Rejected = 4,
}

/// <summary>A release of a number of vouchers of one scheme on one budget line (批次).</summary>
public sealed record Batch
{
    /// <summary>Its id, <c>bat_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its installation-wide number, as in voucher tokens.</summary>
    public required long Number { get; init; }

    /// <summary>The release it belongs to.</summary>
    public required string ReleaseId { get; init; }

    /// <summary>The scheme.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The budget line that pays; <see langword="null"/> when no money is in it.</summary>
    public string? BudgetLineId { get; init; }

    /// <summary>How the vouchers reach people.</summary>
    public required ReleaseMode Mode { get; init; }

    /// <summary>How many vouchers there are.</summary>
    public required int Quantity { get; init; }

    /// <summary>How many are given out and not given back.</summary>
    public required int Claimed { get; init; }

    /// <summary>From when it can be claimed.</summary>
    public required DateTimeOffset OpensAt { get; init; }

    /// <summary>Until when it can be claimed.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required BatchState State { get; init; }

    /// <summary>Whether nothing is claimed or redeemed of it at the moment.</summary>
    public required bool Suspended { get; init; }

    /// <summary>How many persons are listed, for a targeted batch.</summary>
    public long Persons { get; init; }

    /// <summary>The latest job that lists persons for it or assigns its vouchers; small lists need none.</summary>
    public string? JobId { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists the batches of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Batch>> ListBatches =
        new("GET", "/v1/batches", Audience.Authority | Audience.RegionalSystem) { Summary = "List the batches of the caller's region." };

    /// <summary>Reads one batch.</summary>
    public static readonly Operation<Nothing, Batch> GetBatch =
        new("GET", "/v1/batches/{id}", Audience.Authority | Audience.RegionalSystem) { Summary = "Read one batch.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Suspends a batch at once.</summary>
    public static readonly Operation<Reason, Batch> SuspendBatch =
        new("POST", "/v1/batches/{id}/suspend", Audience.Authority)
        {
            Summary = "Stop all claims and redemptions of a batch at once; what was redeemed goes on.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Resumes a suspended batch.</summary>
    public static readonly Operation<Reason, Batch> ResumeBatch =
        new("POST", "/v1/batches/{id}/resume", Audience.Authority) { Summary = "Resume a suspended batch.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Closes a batch for good.</summary>
    public static readonly Operation<Reason, Batch> CloseBatch =
        new("POST", "/v1/batches/{id}/close", Audience.Authority)
        {
            Summary = "Close a batch: nothing more is claimed, unused money goes back to its budget line.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.BatchClosed],
        };
}
