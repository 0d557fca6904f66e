using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls of a claiming channel: a bank app, government platform or internet app.</summary>
public class ChannelClient : FeedClient
{
    private readonly WebhooksClient webhooks;

    internal ChannelClient(ApiCall? call)
        : base(call) => webhooks = new(call);

    /// <summary>For substitutes.</summary>
    protected ChannelClient()
        : this(call: null)
    {
    }

    /// <summary>The calls about webhooks: the events of the feed, sent to an address of the caller.</summary>
    public virtual WebhooksClient Webhooks => webhooks;

    /// <summary>List the batches that can be claimed from through the calling channel now; one page of it.</summary>
    public virtual Task<Page<ClaimableBatch>> ListClaimableAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListClaimable, query ?? new(), options, ct);

    /// <summary>List the batches that can be claimed from through the calling channel now; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<ClaimableBatch> ListAllClaimableAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListClaimable, query ?? new(), ct);

    /// <summary>Ask whether an authenticated holder could claim from a batch, and what is to be pledged.</summary>
    public virtual Task<EligibilityAnswer> CheckEligibilityAsync(CheckEligibilityRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CheckEligibility, request, options, ct);

    /// <summary>Say where holders' browsers may come back to after an identity session of the calling system, in place of what was said before.</summary>
    public virtual Task<ReturnUrls> SetReturnUrlsAsync(ReturnUrls request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SetReturnUrls, request, options, ct);

    /// <summary>Open a session in which the holder is authenticated for one named purpose.</summary>
    public virtual Task<IdentitySession> CreateIdentitySessionAsync(CreateIdentitySessionRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateIdentitySession, request, options, ct);

    /// <summary>Take the assertion of a session of the calling system, once, when the holder was authenticated.</summary>
    public virtual Task<IdentityAssertion> TakeIdentityAssertionAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.TakeIdentityAssertion, id, options, ct);

    /// <summary>Use up an assertion to enrol, apply, sign in or rate, and learn that the holder was authenticated for it.</summary>
    public virtual Task<ProvenHolder> UseIdentityAssertionAsync(UseIdentityAssertionRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.UseIdentityAssertion, request, options, ct);

    /// <summary>Claim a voucher for an authenticated holder, or accept the one assigned to the holder in the batch.</summary>
    public virtual Task<Voucher> ClaimAsync(ClaimRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ClaimVoucher, request, options, ct);

    /// <summary>Decline an assigned voucher for its holder.</summary>
    public virtual Task<Voucher> DeclineAsync(HolderRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.DeclineVoucher, request, options, ct);

    /// <summary>Return an unused voucher for its holder.</summary>
    public virtual Task<Voucher> ReturnAsync(HolderRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReturnVoucher, request, options, ct);

    /// <summary>Give back an unused voucher and claim one of another batch, both or neither.</summary>
    public virtual Task<Voucher> ExchangeAsync(ExchangeRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ExchangeVoucher, request, options, ct);

    /// <summary>List the vouchers of an authenticated holder, newest first.</summary>
    public virtual Task<HolderVouchers> ListHolderVouchersAsync(ListHolderVouchersRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListHolderVouchers, request, options, ct);
}
