using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls of every role that has a feed: what happened and concerns it, as it happens and by the day.</summary>
public abstract class FeedClient : RoleClient
{
    private protected FeedClient(ApiCall? call)
        : base(call)
    {
    }

    /// <summary>Give what happened and concerns the caller, in a numbering of its own without gaps; waits for it when asked to.</summary>
    public virtual Task<FeedSlice> GetFeedAsync(FeedQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetFeed, query ?? new(), options, ct);

    /// <summary>
    /// Give every event after a number, in order and each once, and wait for those to come until cancelled. Keep the number of the last one dealt with.
    /// Should an answer leave a number out, nothing after it is given before it is there.
    /// </summary>
    /// <exception cref="TrainingVoucherException"><see cref="TrainingVoucherException.UnexpectedAnswer"/>: the number stays missing.</exception>
    public virtual IAsyncEnumerable<FeedEvent> FollowFeedAsync(long after = 0, CancellationToken ct = default) => Call.FollowAsync(after, ct);

    /// <summary>Sum up what the caller's feed told on a day, by type, with the digest of the day's file.</summary>
    public virtual Task<Reconciliation> GetReconciliationAsync(ReconciliationQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetReconciliation, query, options, ct);

    /// <summary>
    /// Give what the caller's feed told on a day as a CSV file, a row for each event; the same bytes whenever it is asked for, of which
    /// <see cref="Reconciliation.Digest"/> is the SHA-256. The file is read from the network as the stream is; the caller disposes the stream.
    /// </summary>
    public virtual Task<Stream> DownloadReconciliationAsync(ReconciliationQuery query, CancellationToken ct = default) =>
        Call.OpenAsync(Operations.DownloadReconciliation, query, ct);
}
