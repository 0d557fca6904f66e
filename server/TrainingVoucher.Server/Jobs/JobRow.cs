using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>A row of <c>job</c>.</summary>
internal sealed record JobRow
{
    public long Id { get; init; }

    public JobKind Kind { get; init; }

    public long AuthorityId { get; init; }

    public int Region { get; init; }

    public long ClientId { get; init; }

    public long OfficerId { get; init; }

    public long? BatchId { get; init; }

    /// <summary>What it was asked to do, as JSON, where the batch alone does not say it.</summary>
    public string? Arguments { get; init; }

    public JobState State { get; init; }

    public long Total { get; init; }

    public long Done { get; init; }

    public long Rejected { get; init; }

    /// <summary>Where the next chunk begins; nothing before the first.</summary>
    public string? Cursor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often in a row it could not go on.</summary>
    public int Faults { get; init; }

    public string? Fault { get; init; }

    /// <summary>The number of the row that comes next, from 1.</summary>
    public long NextRow => Done + Rejected + 1;

    /// <summary>In whose name it works.</summary>
    public Caller Caller => new(ClientId, Audience.Authority, AuthorityId, Region, OfficerId);

    public Job ToContract(DateTimeOffset now)
    {
        var rate = Rate(now);
        return new()
        {
            Id = Ids.Show("job", Id),
            Kind = Kind,
            State = State,
            BatchId = Ids.ShowOptional("bat", BatchId),
            StartedBy = Ids.Show("off", OfficerId),
            Total = Total,
            Done = Done,
            Rejected = Rejected,
            RowsPerSecond = rate,
            SecondsLeft = State == JobState.Running && rate > 0 ? Math.Max(0, Total - Done - Rejected) / rate : null,
            CreatedAt = CreatedAt,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            Fault = Fault,
        };
    }

    private long? Rate(DateTimeOffset now) =>
        StartedAt is { } started && (FinishedAt ?? now) > started ? (long)((Done + Rejected) / ((FinishedAt ?? now) - started).TotalSeconds) : null;
}
