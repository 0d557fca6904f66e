using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Where a release stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ReleaseState>))]
public enum ReleaseState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Waiting for a second officer.</summary>
    Proposed = 1,

    /// <summary>Open: the money is reserved, targeted vouchers are assigned.</summary>
    Released = 2,

    /// <summary>Turned down by a second officer, or withdrawn by the first.</summary>
    Rejected = 3,
}

/// <summary>One batch of a proposed release.</summary>
public sealed record ProposedBatch
{
    /// <summary>The scheme.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The budget line that pays; required unless the scheme carries no money.</summary>
    public string? BudgetLineId { get; init; }

    /// <summary>How the vouchers reach people.</summary>
    public required ReleaseMode Mode { get; init; }

    /// <summary>How many vouchers, 1 to 10,000,000; for a targeted batch at least as many as persons.</summary>
    public required int Quantity { get; init; }

    /// <summary>From when it can be claimed.</summary>
    public required DateTimeOffset OpensAt { get; init; }

    /// <summary>Until when it can be claimed.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>The channels it can be claimed through, 1 to 500.</summary>
    public required IReadOnlyList<ChannelQuota> Channels { get; init; }

    /// <summary>For a targeted batch: the persons of the eligibility register it is for, looked up when the release is approved; a list is added row by row instead when left out.</summary>
    public RegisterQuery? Persons { get; init; }
}

/// <summary>A channel of a batch.</summary>
public sealed record ChannelQuota
{
    /// <summary>The channel.</summary>
    public required string ChannelId { get; init; }

    /// <summary>How many vouchers can be claimed through it at the most; no bound of its own when left out.</summary>
    public int? Quota { get; init; }
}

/// <summary>A selection from the eligibility register.</summary>
public sealed record RegisterQuery
{
    /// <summary>The category.</summary>
    public required string Category { get; init; }

    /// <summary>The region with its subtree.</summary>
    public required string Region { get; init; }
}

/// <summary>Proposes a release: one act that opens several batches, possibly of several schemes.</summary>
public sealed record ProposeReleaseRequest
{
    /// <summary>A title for people, up to 100 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The batches, 1 to 50.</summary>
    public required IReadOnlyList<ProposedBatch> Batches { get; init; }
}

/// <summary>A release with its batches.</summary>
public sealed record Release
{
    /// <summary>Its id, <c>rel_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The authority that releases.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>The officer who proposed it.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>The officer who approved or rejected it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Its batches.</summary>
    public required IReadOnlyList<Batch> Batches { get; init; }
}

/// <summary>Lists persons for a targeted batch.</summary>
/// <param name="Rows">1 to 100,000 rows.</param>
public sealed record AddPersonsRequest(IReadOnlyList<PersonRow> Rows);

/// <summary>One person.</summary>
public sealed record PersonRow
{
    /// <summary>The person's document.</summary>
    public required DocumentType DocumentType { get; init; }

    /// <summary>The number of the document; its check digit is verified.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>The person's name, up to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Keeps name and number out of logs that print records.</summary>
    public override string ToString() => nameof(PersonRow);
}

public static partial class Operations
{
    /// <summary>Proposes a release.</summary>
    public static readonly Operation<ProposeReleaseRequest, Release> ProposeRelease =
        new("POST", "/v1/releases", Audience.Authority)
        {
            Summary = "Propose a release of one or several batches; a second officer approves it.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Lists the releases of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Release>> ListReleases =
        new("GET", "/v1/releases", Audience.Authority) { Summary = "List the releases of the caller's region." };

    /// <summary>Reads one release.</summary>
    public static readonly Operation<Nothing, Release> GetRelease =
        new("GET", "/v1/releases/{id}", Audience.Authority) { Summary = "Read one release.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Lists persons for a targeted batch of a proposed release.</summary>
    public static readonly Operation<AddPersonsRequest, RowReport> AddPersons =
        new("POST", "/v1/batches/{id}/persons", Audience.Authority)
        {
            Summary = "List persons for a targeted batch that is not released yet; good rows are taken, bad ones reported.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.BatchNotTargeted, ErrorCodes.ReleaseDecided],
            TakesCsv = true,
        };

    /// <summary>Lists many persons for a targeted batch of a proposed release.</summary>
    public static readonly Operation<AddPersonsRequest, Job> StartPersonList =
        new("POST", "/v1/batches/{id}/person-lists", Audience.Authority)
        {
            Summary = "List many persons for a targeted batch that is not released yet, up to 1,000,000 from a CSV file; gives a job that does it.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.BatchNotTargeted, ErrorCodes.ReleaseDecided],
            TakesCsv = true,
        };

    /// <summary>Approves a release.</summary>
    public static readonly Operation<Nothing, Release> ApproveRelease =
        new("POST", "/v1/releases/{id}/approve", Audience.Authority)
        {
            Summary = "Approve a release proposed by another officer: reserve the money and assign targeted vouchers, those of a long list by a job.",
            Refusals =
            [
                ErrorCodes.NotFound, ErrorCodes.ReleaseDecided, ErrorCodes.MakerIsChecker, ErrorCodes.BudgetInsufficient,
                ErrorCodes.NobodyListed, ErrorCodes.QuantityTooSmall, ErrorCodes.ListIncomplete,
            ],
        };

    /// <summary>Rejects or withdraws a release.</summary>
    public static readonly Operation<Reason, Release> RejectRelease =
        new("POST", "/v1/releases/{id}/reject", Audience.Authority)
        {
            Summary = "Reject a proposed release, or withdraw one's own.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ReleaseDecided],
        };
}
