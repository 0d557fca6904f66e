using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>Upload rows of the eligibility register; good rows are taken, bad ones reported.</summary>
    public virtual Task<RowReport> UploadRegisterAsync(UploadRegisterRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.UploadRegister, request, options, ct);

    /// <summary><inheritdoc cref="UploadRegisterAsync" path="/summary/node()"/> The rows come from a CSV file, UTF-8 or GB18030, with the header <c>documentType,documentNumber,name,category,region,evidence,validFrom,validTo</c>.</summary>
    public virtual Task<RowReport> UploadRegisterCsvAsync(Stream csv, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendCsvAsync(Operations.UploadRegister, csv, options, ct);

    /// <summary>Count the persons of the eligibility register by category and region, as of today; one page of it.</summary>
    public virtual Task<Page<RegisterCount>> CountRegisterAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CountRegister, query ?? new(), options, ct);

    /// <summary>Count the persons of the eligibility register by category and region, as of today; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<RegisterCount> ListAllRegisterCountsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.CountRegister, query ?? new(), ct);

    /// <summary>Correct the document a person is known by without losing vouchers, history or limits.</summary>
    public virtual Task CorrectIdentityAsync(CorrectIdentityRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CorrectIdentity, request, options, ct);
}
