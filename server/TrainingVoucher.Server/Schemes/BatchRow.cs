using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>A row of <c>batch</c>.</summary>
internal sealed record BatchRow
{
    public long Id { get; init; }

    public long Number { get; init; }

    public long ReleaseId { get; init; }

    public long SchemeId { get; init; }

    public long? LineId { get; init; }

    public long AuthorityId { get; init; }

    public int Region { get; init; }

    public ReleaseMode Mode { get; init; }

    public long UnitFen { get; init; }

    public int Quantity { get; init; }

    public int Claimed { get; init; }

    public DateTimeOffset OpensAt { get; init; }

    public DateTimeOffset ClosesAt { get; init; }

    public BatchState State { get; init; }

    public bool Suspended { get; init; }

    public string? QueryCategory { get; init; }

    public int? QueryRegion { get; init; }

    /// <summary>How many persons are listed.</summary>
    public long Persons { get; init; }

    /// <summary>The latest job about it.</summary>
    public long? JobId { get; init; }

    public Concern Concern => new(Region, Batch: Id);

    /// <summary>Why nothing can be claimed now; nothing when it can.</summary>
    public ErrorCode? Refuses(DateTimeOffset now) => this switch
    {
        { State: BatchState.Proposed or BatchState.Rejected } => ErrorCodes.NotFound,
        { State: BatchState.Closed } => ErrorCodes.BatchClosed,
        { Suspended: true } => ErrorCodes.Suspended,
        _ when now < OpensAt => ErrorCodes.BatchNotOpen,
        _ when now >= ClosesAt => ErrorCodes.BatchClosed,
        _ => null,
    };

    public Batch ToContract() => new()
    {
        Id = Ids.Show("bat", Id),
        Number = Number,
        ReleaseId = Ids.Show("rel", ReleaseId),
        SchemeId = Ids.Show("sch", SchemeId),
        BudgetLineId = Ids.ShowOptional("bud", LineId),
        Mode = Mode,
        Quantity = Quantity,
        Claimed = Claimed,
        OpensAt = OpensAt,
        ClosesAt = ClosesAt,
        State = State,
        Suspended = Suspended,
        Persons = Persons,
        JobId = Ids.ShowOptional("job", JobId),
    };
}
