using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>List the vouchers of the caller's region with masked holders; the look is journalled; one page of it.</summary>
    public virtual Task<Page<VoucherRecord>> ListVouchersAsync(VoucherQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListVouchers, query ?? new(), options, ct);

    /// <summary>List the vouchers of the caller's region with masked holders; the look is journalled; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<VoucherRecord> ListAllVouchersAsync(VoucherQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListVouchers, query ?? new(), ct);

    /// <summary>Revoke a voucher that is not paid yet.</summary>
    public virtual Task<Voucher> RevokeVoucherAsync(VoucherActRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokeVoucher, request, options, ct);

    /// <summary>Suspend one voucher at once.</summary>
    public virtual Task<Voucher> SuspendVoucherAsync(VoucherActRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SuspendVoucher, request, options, ct);

    /// <summary>Resume a suspended voucher.</summary>
    public virtual Task<Voucher> ResumeVoucherAsync(VoucherActRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResumeVoucher, request, options, ct);

    /// <summary>Show the holder of a voucher in clear, for a stated reason; the look is journalled.</summary>
    public virtual Task<RevealedHolder> RevealHolderAsync(VoucherActRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevealHolder, request, options, ct);

    /// <summary>Count vouchers and fen of the caller's region, broken down as asked; one page of it.</summary>
    public virtual Task<Page<StatisticsRow>> GetStatisticsAsync(StatisticsQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetStatistics, query, options, ct);

    /// <summary>Count vouchers and fen of the caller's region, broken down as asked; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<StatisticsRow> ListAllStatisticsAsync(StatisticsQuery query, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.GetStatistics, query, ct);

    /// <summary>List the attempts to check, redeem and reverse at the named institution, accepted and refused, newest first; one page of it.</summary>
    public virtual Task<Page<Verification>> ListVerificationsAsync(VerificationQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListVerifications, query, options, ct);

    /// <summary>List the attempts to check, redeem and reverse at the named institution, accepted and refused, newest first; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Verification> ListAllVerificationsAsync(VerificationQuery query, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListVerifications, query, ct);

    /// <summary>
    /// Give the attempts to check, redeem and reverse at the named institution, however many, as a CSV file in UTF-8 with BOM.
    /// The file is read from the network as the stream is, and not asked for again when the network fails; the caller disposes the stream.
    /// </summary>
    public virtual Task<Stream> ExportVerificationsAsync(VerificationFileQuery query, CancellationToken ct = default) =>
        Call.OpenAsync(Operations.ExportVerifications, query, ct);
}
