using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Releases;

/// <summary>A row of <c>release</c>.</summary>
internal sealed record ReleaseRow
{
    public long Id { get; init; }

    public long AuthorityId { get; init; }

    public int Region { get; init; }

    public string Title { get; init; } = "";

    public ReleaseState State { get; init; }

    public long ProposedBy { get; init; }

    public long? DecidedBy { get; init; }

    public Release ToContract(IReadOnlyList<BatchRow> batches) => new()
    {
        Id = Ids.Show("rel", Id),
        AuthorityId = Ids.Show("aut", AuthorityId),
        Title = Title,
        State = State,
        ProposedBy = Ids.Show("off", ProposedBy),
        DecidedBy = Ids.ShowOptional("off", DecidedBy),
        Batches = [.. batches.Select(b => b.ToContract())],
    };
}
