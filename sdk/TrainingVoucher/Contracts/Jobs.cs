using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>What a job does.</summary>
[JsonConverter(typeof(TolerantEnumConverter<JobKind>))]
public enum JobKind
{
    /// <summary>A kind that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Lists the persons of an uploaded file for a targeted batch.</summary>
    ListPersons = 1,

    /// <summary>Assigns the vouchers of a released targeted batch to everybody on its list.</summary>
    AssignVouchers = 2,

    /// <summary>Revokes many vouchers.</summary>
    RevokeVouchers = 3,
}

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Waiting for its turn.</summary>
    Waiting = 1,

    /// <summary>At work; what it has done so far counts.</summary>
    Running = 2,

    /// <summary>Through with all rows.</summary>
    Done = 3,

    /// <summary>Stopped by what it met, see <see cref="Job.Fault"/>; what it had done counts.</summary>
    Failed = 4,

    /// <summary>Stopped by an officer; what it had done counts.</summary>
    Cancelled = 5,
}

/// <summary>A long piece of work, done in small parts that each count as soon as they are done.</summary>
public sealed record Job
{
    /// <summary>Its id, <c>job_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>The batch it is about.</summary>
    public string? BatchId { get; init; }

    /// <summary>The officer in whose name it works.</summary>
    public required string StartedBy { get; init; }

    /// <summary>How many rows there are.</summary>
    public required long Total { get; init; }

    /// <summary>How many rows are done.</summary>
    public required long Done { get; init; }

    /// <summary>How many rows could not be done; the file of rejected rows says why.</summary>
    public required long Rejected { get; init; }

    /// <summary>How many rows it gets through in a second, on average so far.</summary>
    public long? RowsPerSecond { get; init; }

    /// <summary>How many seconds the rest will take at this rate.</summary>
    public long? SecondsLeft { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to work.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The error code of what stopped it, or of what holds it up at the moment.</summary>
    public string? Fault { get; init; }
}

/// <summary>In which language a file is written.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FileLanguage>))]
public enum FileLanguage
{
    /// <summary>A language that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Chinese (中文).</summary>
    Zh = 1,

    /// <summary>English.</summary>
    En = 2,
}

/// <summary>How to write the file of rejected rows.</summary>
public sealed record RejectedRowsQuery
{
    /// <summary>The language of header and sentences. The default value is Chinese.</summary>
    public FileLanguage? Language { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists the jobs of one's authority.</summary>
    public static readonly Operation<PageQuery, Page<Job>> ListJobs =
        new("GET", "/v1/jobs", Audience.Authority) { Summary = "List the jobs of the caller's authority, the newest first." };

    /// <summary>Reads one job.</summary>
    public static readonly Operation<Nothing, Job> GetJob =
        new("GET", "/v1/jobs/{id}", Audience.Authority) { Summary = "Read one job: where it stands and how far it is.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Stops a job.</summary>
    public static readonly Operation<Reason, Job> CancelJob =
        new("POST", "/v1/jobs/{id}/cancel", Audience.Authority)
        {
            Summary = "Stop a job; what it has done stays done. An assignment of vouchers that two officers decided on is not stopped.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.JobNotCancellable],
        };

    /// <summary>Gives the rows of a job that could not be done.</summary>
    public static readonly Operation<RejectedRowsQuery, Nothing> DownloadRejectedRows =
        new("GET", "/v1/jobs/{id}/rejected-rows", Audience.Authority)
        {
            Summary = "Give the rows that a job could not do, as a CSV file in UTF-8 with BOM; holders are masked, and a look at them is journalled.",
            Refusals = [ErrorCodes.NotFound],
            GivesCsv = true,
        };
}
