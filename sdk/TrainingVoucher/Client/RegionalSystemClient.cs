using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>
/// The calls of a province's or city's own system: it reads what lies in its region, and reports what the officers of its authority reviewed
/// and paid there.
/// </summary>
public class RegionalSystemClient : FeedClient
{
    internal RegionalSystemClient(ApiCall? call)
        : base(call)
    {
    }

    /// <summary>For substitutes.</summary>
    protected RegionalSystemClient()
        : base(call: null)
    {
    }

    /// <summary>List the schemes of the caller's region; one page of it.</summary>
    public virtual Task<Page<Scheme>> ListSchemesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListSchemes, query ?? new(), options, ct);

    /// <summary>List the schemes of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Scheme> ListAllSchemesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListSchemes, query ?? new(), ct);

    /// <summary>Read one scheme.</summary>
    public virtual Task<Scheme> GetSchemeAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetScheme, id, options, ct);

    /// <summary>List the batches of the caller's region; one page of it.</summary>
    public virtual Task<Page<Batch>> ListBatchesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListBatches, query ?? new(), options, ct);

    /// <summary>List the batches of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Batch> ListAllBatchesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListBatches, query ?? new(), ct);

    /// <summary>Read one batch.</summary>
    public virtual Task<Batch> GetBatchAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetBatch, id, options, ct);

    /// <summary>List the applications of the caller's region, newest first; one page of it.</summary>
    public virtual Task<Page<SubsidyApplication>> ListApplicationsAsync(ApplicationQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListApplications, query ?? new(), options, ct);

    /// <summary>List the applications of the caller's region, newest first; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<SubsidyApplication> ListAllApplicationsAsync(ApplicationQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListApplications, query ?? new(), ct);

    /// <summary>Read one application.</summary>
    public virtual Task<SubsidyApplication> GetApplicationAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetApplication, id, options, ct);

    /// <summary>Count the persons of the eligibility register by category and region, as of today; one page of it.</summary>
    public virtual Task<Page<RegisterCount>> CountRegisterAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CountRegister, query ?? new(), options, ct);

    /// <summary>Count the persons of the eligibility register by category and region, as of today; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<RegisterCount> CountAllRegisterAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.CountRegister, query ?? new(), ct);

    /// <summary>Count vouchers and fen of the caller's region, broken down as asked; one page of it.</summary>
    public virtual Task<Page<StatisticsRow>> GetStatisticsAsync(StatisticsQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetStatistics, query, options, ct);

    /// <summary>Count vouchers and fen of the caller's region, broken down as asked; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<StatisticsRow> GetAllStatisticsAsync(StatisticsQuery query, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.GetStatistics, query, ct);

    /// <summary>List the channels admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<Channel>> ListChannelsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListChannels, query ?? new(), options, ct);

    /// <summary>List the channels admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Channel> ListAllChannelsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListChannels, query ?? new(), ct);

    /// <summary>List the training institutions of the caller's region; one page of it.</summary>
    public virtual Task<Page<Institution>> ListInstitutionsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListInstitutions, query ?? new(), options, ct);

    /// <summary>List the training institutions of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Institution> ListAllInstitutionsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListInstitutions, query ?? new(), ct);

    /// <summary>List the course platforms admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<CoursePlatform>> ListCoursePlatformsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListCoursePlatforms, query ?? new(), options, ct);

    /// <summary>List the course platforms admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<CoursePlatform> ListAllCoursePlatformsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListCoursePlatforms, query ?? new(), ct);

    /// <summary>List the assessment bodies admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<AssessmentBody>> ListAssessmentBodiesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListAssessmentBodies, query ?? new(), options, ct);

    /// <summary>List the assessment bodies admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<AssessmentBody> ListAllAssessmentBodiesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListAssessmentBodies, query ?? new(), ct);

    /// <summary>Say of each voucher of a roster where it stands and whether it is the trainee's; the look is journalled.</summary>
    public virtual Task<CheckRosterAnswer> CheckRosterAsync(CheckRosterRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CheckRoster, request, options, ct);

    /// <summary>Report a review that the authority's officers made in their own system; all of it holds here or nothing.</summary>
    public virtual Task<SubsidyApplication> ReportReviewAsync(string id, ReportReviewRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReportReview, id, request, options, ct);

    /// <summary>Report that the approved lines were paid from the region's own system; they settle unless it says otherwise.</summary>
    public virtual Task<SubsidyApplication> ReportPaymentAsync(string id, ReportPaymentRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReportPayment, id, request, options, ct);

    /// <summary>Report that the payment of some lines, not settled yet, came back; they are approved again.</summary>
    public virtual Task<SubsidyApplication> ReportPaymentReturnAsync(string id, ReportPaymentReturnRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ReportPaymentReturn, id, request, options, ct);
}
