using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls of a course platform, each for an institution that lets it and that the request names.</summary>
public class CoursePlatformClient : FeedClient
{
    private readonly WebhooksClient webhooks;

    internal CoursePlatformClient(ApiCall? call)
        : base(call) => webhooks = new(call);

    /// <summary>For substitutes.</summary>
    protected CoursePlatformClient()
        : this(call: null)
    {
    }

    /// <summary>The calls about webhooks: the events of the feed, sent to an address of the caller.</summary>
    public virtual WebhooksClient Webhooks => webhooks;

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

    /// <summary>List the vouchers of an authenticated holder that could be redeemed by the named institution.</summary>
    public virtual Task<UsableVoucherList> ListUsableVouchersAsync(ListUsableVouchersRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListUsableVouchers, request, options, ct);

    /// <summary>
    /// Deduct a voucher online: have the holder authenticated, find out which of his vouchers are good for the training, let one be chosen, have
    /// him authenticated once more for this voucher, and redeem it. No code is shown or scanned.
    /// </summary>
    /// <param name="deduction">What for, and what the caller does with the holder.</param>
    /// <param name="ct">Gives up; what was redeemed stays redeemed.</param>
    /// <returns>The redemption; <see langword="null"/> when the holder has no voucher that is good for it, or none was chosen.</returns>
    /// <exception cref="TrainingVoucherException">The holder was not authenticated in time, or the voucher could not be redeemed.</exception>
    public virtual Task<Redemption?> DeductAsync(Deduction deduction, CancellationToken ct = default) => Deducting.RunAsync(Call, deduction, ct);

    /// <summary>Check whether a scanned voucher could be redeemed by the named institution.</summary>
    public virtual Task<CheckAnswer> CheckAsync(CheckVoucherRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CheckVoucher, request, options, ct);

    /// <summary>Check up to 1,000 scanned vouchers in one call; each is answered by itself.</summary>
    public virtual Task<CheckVouchersAnswer> CheckManyAsync(CheckVouchersRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CheckVouchers, request, options, ct);

    /// <summary>Redeem a voucher with the holder's card or an identity assertion; a code alone never redeems.</summary>
    public virtual Task<Redemption> RedeemAsync(RedeemRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RedeemVoucher, request, options, ct);

    /// <summary>Redeem up to 1,000 vouchers in one call, each with its holder's card or assertion; each is decided by itself.</summary>
    public virtual Task<RedeemVouchersAnswer> RedeemManyAsync(RedeemVouchersRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RedeemVouchers, request, options, ct);

    /// <summary>Reverse a redemption of the named institution within the window of its scheme.</summary>
    public virtual Task<Voucher> ReverseAsync(ReverseRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReverseRedemption, request, options, ct);

    /// <summary>List the attempts to check, redeem and reverse at the named institution, accepted and refused, newest first, those of the calling platform alone; one page of it.</summary>
    public virtual Task<Page<Verification>> ListVerificationsAsync(VerificationQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListVerifications, query, options, ct);

    /// <summary>List the attempts to check, redeem and reverse at the named institution, accepted and refused, newest first, those of the calling platform alone; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Verification> ListAllVerificationsAsync(VerificationQuery query, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListVerifications, query, ct);

    /// <summary>
    /// Give the attempts to check, redeem and reverse at the named institution, however many, as a CSV file in UTF-8 with BOM.
    /// The file is read from the network as the stream is, and not asked for again when the network fails; the caller disposes the stream.
    /// </summary>
    public virtual Task<Stream> ExportVerificationsAsync(VerificationFileQuery query, CancellationToken ct = default) =>
        Call.OpenAsync(Operations.ExportVerifications, query, ct);

    /// <summary>List the delegations that the caller was given, those that were cut among them; one page of it.</summary>
    public virtual Task<Page<Delegation>> ListDelegationsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListDelegations, query ?? new(), options, ct);

    /// <summary>List the delegations that the caller was given, those that were cut among them; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Delegation> ListAllDelegationsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListDelegations, query ?? new(), ct);

    /// <summary>End a delegation; the next call for the institution is refused.</summary>
    public virtual Task<Delegation> CutDelegationAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CutDelegation, id, request, options, ct);
}
