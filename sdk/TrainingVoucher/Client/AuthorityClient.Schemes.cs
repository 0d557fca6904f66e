using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>Define a kind of voucher.</summary>
    public virtual Task<Scheme> CreateSchemeAsync(CreateSchemeRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateScheme, request, options, ct);

    /// <summary>List the schemes of the caller's region; one page of it.</summary>
    public virtual Task<Page<Scheme>> ListSchemesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListSchemes, query ?? new(), options, ct);

    /// <summary>List the schemes of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Scheme> ListAllSchemesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListSchemes, query ?? new(), ct);

    /// <summary>Read one scheme.</summary>
    public virtual Task<Scheme> GetSchemeAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetScheme, id, options, ct);

    /// <summary>Publish the next version of a scheme's display template.</summary>
    public virtual Task<Scheme> UpdateDisplayAsync(string id, DisplayTemplate request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.UpdateDisplay, id, request, options, ct);

    /// <summary>Stop all claims and redemptions of a scheme at once; what was redeemed goes on.</summary>
    public virtual Task<Scheme> SuspendSchemeAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SuspendScheme, id, request, options, ct);

    /// <summary>Resume a suspended scheme.</summary>
    public virtual Task<Scheme> ResumeSchemeAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResumeScheme, id, request, options, ct);
}
