using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls of a labour department's system, each in the name of an officer.</summary>
public partial class AuthorityClient : FeedClient
{
    private readonly WebhooksClient webhooks;

    internal AuthorityClient(ApiCall? call)
        : base(call) => webhooks = new(call);

    /// <summary>For substitutes.</summary>
    protected AuthorityClient()
        : this(call: null)
    {
    }

    /// <summary>The calls about webhooks: the events of the feed, sent to an address of the caller.</summary>
    public virtual WebhooksClient Webhooks => webhooks;

    /// <summary>Found a labour department within the caller's region.</summary>
    public virtual Task<Authority> CreateAuthorityAsync(CreateAuthorityRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateAuthority, request, options, ct);

    /// <summary>List the labour departments of the caller's region; one page of it.</summary>
    public virtual Task<Page<Authority>> ListAuthoritiesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListAuthorities, query ?? new(), options, ct);

    /// <summary>List the labour departments of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Authority> ListAllAuthoritiesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListAuthorities, query ?? new(), ct);

    /// <summary>Admit an officer, who acts with a key of their own.</summary>
    public virtual Task<CreatedOfficer> CreateOfficerAsync(CreateOfficerRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateOfficer, request, options, ct);

    /// <summary>List the officers of the caller's region; one page of it.</summary>
    public virtual Task<Page<Officer>> ListOfficersAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListOfficers, query ?? new(), options, ct);

    /// <summary>List the officers of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Officer> ListAllOfficersAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListOfficers, query ?? new(), ct);

    /// <summary>Revoke an officer; the next call by that officer is refused.</summary>
    public virtual Task<Officer> RevokeOfficerAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokeOfficer, id, request, options, ct);
}
