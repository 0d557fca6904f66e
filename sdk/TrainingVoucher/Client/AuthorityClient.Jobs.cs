using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>List many persons for a targeted batch that is not released yet; gives a job that does it.</summary>
    public virtual Task<Job> StartPersonListAsync(string id, AddPersonsRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.StartPersonList, id, request, options, ct);

    /// <summary>
    /// <inheritdoc cref="StartPersonListAsync" path="/summary/node()"/> The rows, up to 1,000,000, come from a CSV file, UTF-8 or GB18030, with the
    /// header <c>documentType,documentNumber,name</c>. It is sent as it is read and again with every attempt, so it has to be seekable;
    /// an attempt may take 30 minutes unless the options say otherwise.
    /// </summary>
    public virtual Task<Job> StartPersonListCsvAsync(string id, Stream csv, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendFileAsync(Operations.StartPersonList, id, csv, options, ct);

    /// <summary>Revoke all vouchers of a selection that exist by now and are not paid; gives a job that does it.</summary>
    public virtual Task<Job> RevokeVouchersAsync(RevokeVouchersRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokeVouchers, request, options, ct);

    /// <summary>List the jobs of the caller's authority, the newest first; one page of it.</summary>
    public virtual Task<Page<Job>> ListJobsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListJobs, query ?? new(), options, ct);

    /// <summary>List the jobs of the caller's authority, the newest first; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Job> ListAllJobsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListJobs, query ?? new(), ct);

    /// <summary>Read one job: where it stands and how far it is.</summary>
    public virtual Task<Job> GetJobAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetJob, id, options, ct);

    /// <summary>Stop a job; what it has done stays done. An assignment of vouchers that two officers decided on is not stopped.</summary>
    public virtual Task<Job> CancelJobAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CancelJob, id, request, options, ct);

    /// <summary>
    /// Give the rows that a job could not do, as a CSV file in UTF-8 with BOM; holders are masked, and a look at them is journalled.
    /// The file is read from the network as the stream is, and not asked for again when the network fails; the caller disposes the stream.
    /// </summary>
    public virtual Task<Stream> DownloadRejectedRowsAsync(string id, RejectedRowsQuery? query = null, CancellationToken ct = default) =>
        Call.OpenAsync(Operations.DownloadRejectedRows, id, query ?? new(), ct);
}
