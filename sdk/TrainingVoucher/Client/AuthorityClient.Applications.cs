using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>List the applications of the calling institution, or of the caller's region, newest first; one page of it.</summary>
    public virtual Task<Page<SubsidyApplication>> ListApplicationsAsync(ApplicationQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListApplications, query ?? new(), options, ct);

    /// <summary>List the applications of the calling institution, or of the caller's region, newest first; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<SubsidyApplication> ListAllApplicationsAsync(ApplicationQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListApplications, query ?? new(), ct);

    /// <summary>Read one application.</summary>
    public virtual Task<SubsidyApplication> GetApplicationAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetApplication, id, options, ct);

    /// <summary>Accept or reject lines of an application; all decisions of one call or none.</summary>
    public virtual Task<SubsidyApplication> ReviewApplicationAsync(string id, ReviewRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReviewApplication, id, request, options, ct);

    /// <summary>Approve the accepted lines of a reviewed application; nobody approves what he reviewed himself.</summary>
    public virtual Task<SubsidyApplication> ApproveApplicationAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ApproveApplication, id, options, ct);

    /// <summary>Take approved lines out of an application after an objection; their vouchers are redeemed again.</summary>
    public virtual Task<SubsidyApplication> UpholdObjectionAsync(string id, LinesRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.UpholdObjection, id, request, options, ct);

    /// <summary>Record that the approved lines were paid.</summary>
    public virtual Task<SubsidyApplication> DisburseApplicationAsync(string id, DisburseRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.DisburseApplication, id, request, options, ct);

    /// <summary>Record that the payment of some lines came back; they are approved again.</summary>
    public virtual Task<SubsidyApplication> ReturnPaymentAsync(string id, LinesRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReturnPayment, id, request, options, ct);

    /// <summary>Settle the paid lines: their vouchers are spent for good and their codes void.</summary>
    public virtual Task<SubsidyApplication> SettleApplicationAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SettleApplication, id, options, ct);

    /// <summary>Say of each voucher of a roster where it stands and whether it is the trainee's; the look is journalled.</summary>
    public virtual Task<CheckRosterAnswer> CheckRosterAsync(CheckRosterRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CheckRoster, request, options, ct);
}
