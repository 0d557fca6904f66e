using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>List the requests of partners to be registered in the caller's region; one page of it.</summary>
    public virtual Task<Page<Registration>> ListRegistrationsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListRegistrations, query ?? new(), options, ct);

    /// <summary>List the requests of partners to be registered in the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Registration> ListAllRegistrationsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListRegistrations, query ?? new(), ct);

    /// <summary>Admit the partner of a request and register its system with every scope of its role.</summary>
    public virtual Task<Registration> ApproveRegistrationAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ApproveRegistration, id, options, ct);

    /// <summary>Reject a request to be registered, with a reason that its asker reads; its contact is forgotten.</summary>
    public virtual Task<Registration> RejectRegistrationAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RejectRegistration, id, request, options, ct);
}
