using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>Propose a release of one or several batches; a second officer approves it.</summary>
    public virtual Task<Release> ProposeReleaseAsync(ProposeReleaseRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ProposeRelease, request, options, ct);

    /// <summary>List the releases of the caller's region; one page of it.</summary>
    public virtual Task<Page<Release>> ListReleasesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListReleases, query ?? new(), options, ct);

    /// <summary>List the releases of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Release> ListAllReleasesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListReleases, query ?? new(), ct);

    /// <summary>Read one release.</summary>
    public virtual Task<Release> GetReleaseAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetRelease, id, options, ct);

    /// <summary>List persons for a targeted batch that is not released yet; good rows are taken, bad ones reported.</summary>
    public virtual Task<RowReport> AddPersonsAsync(string id, AddPersonsRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.AddPersons, id, request, options, ct);

    /// <summary><inheritdoc cref="AddPersonsAsync" path="/summary/node()"/> The rows come from a CSV file, UTF-8 or GB18030, with the header <c>documentType,documentNumber,name</c>.</summary>
    public virtual Task<RowReport> AddPersonsCsvAsync(string id, Stream csv, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendCsvAsync(Operations.AddPersons, id, csv, options, ct);

    /// <summary>Approve a release proposed by another officer: reserve the money and assign targeted vouchers, those of a long list by a job.</summary>
    public virtual Task<Release> ApproveReleaseAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ApproveRelease, id, options, ct);

    /// <summary>Reject a proposed release, or withdraw one's own.</summary>
    public virtual Task<Release> RejectReleaseAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RejectRelease, id, request, options, ct);

    /// <summary>List the batches of the caller's region; one page of it.</summary>
    public virtual Task<Page<Batch>> ListBatchesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListBatches, query ?? new(), options, ct);

    /// <summary>List the batches of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Batch> ListAllBatchesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListBatches, query ?? new(), ct);

    /// <summary>Read one batch.</summary>
    public virtual Task<Batch> GetBatchAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetBatch, id, options, ct);

    /// <summary>Stop all claims and redemptions of a batch at once; what was redeemed goes on.</summary>
    public virtual Task<Batch> SuspendBatchAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SuspendBatch, id, request, options, ct);

    /// <summary>Resume a suspended batch.</summary>
    public virtual Task<Batch> ResumeBatchAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResumeBatch, id, request, options, ct);

    /// <summary>Close a batch: nothing more is claimed, unused money goes back to its budget line.</summary>
    public virtual Task<Batch> CloseBatchAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CloseBatch, id, request, options, ct);
}
