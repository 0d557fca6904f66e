using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>Open a budget line of the caller's authority, without money yet.</summary>
    public virtual Task<BudgetLine> CreateBudgetLineAsync(CreateBudgetLineRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateBudgetLine, request, options, ct);

    /// <summary>List the budget lines of the caller's region with their balances; one page of it.</summary>
    public virtual Task<Page<BudgetLine>> ListBudgetLinesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListBudgetLines, query ?? new(), options, ct);

    /// <summary>List the budget lines of the caller's region with their balances; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<BudgetLine> ListAllBudgetLinesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListBudgetLines, query ?? new(), ct);

    /// <summary>Read one budget line.</summary>
    public virtual Task<BudgetLine> GetBudgetLineAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetBudgetLine, id, options, ct);

    /// <summary>Add money to a budget line of the caller's own authority.</summary>
    public virtual Task<BudgetLine> AppropriateBudgetAsync(string id, AppropriateRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.AppropriateBudget, id, request, options, ct);

    /// <summary>List the movements of a budget line in the order they were posted; one page of it.</summary>
    public virtual Task<Page<Posting>> ListPostingsAsync(string id, PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListPostings, id, query ?? new(), options, ct);

    /// <summary>List the movements of a budget line in the order they were posted; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Posting> ListAllPostingsAsync(string id, PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListPostings, id, query ?? new(), ct);

    /// <summary>Publish subsidy standards of the caller's region; good rows are taken, bad ones reported.</summary>
    public virtual Task<RowReport> AddSubsidyStandardsAsync(AddSubsidyStandardsRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.AddSubsidyStandards, request, options, ct);

    /// <summary><inheritdoc cref="AddSubsidyStandardsAsync" path="/summary/node()"/> The rows come from a CSV file, UTF-8 or GB18030, with the header <c>project,level,category,fen,validFrom,validTo</c>.</summary>
    public virtual Task<RowReport> AddSubsidyStandardsCsvAsync(Stream csv, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendCsvAsync(Operations.AddSubsidyStandards, csv, options, ct);

    /// <summary>List the subsidy standards of the caller's authority; one page of it.</summary>
    public virtual Task<Page<SubsidyStandard>> ListSubsidyStandardsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListSubsidyStandards, query ?? new(), options, ct);

    /// <summary>List the subsidy standards of the caller's authority; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<SubsidyStandard> ListAllSubsidyStandardsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListSubsidyStandards, query ?? new(), ct);
}
