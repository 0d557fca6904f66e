namespace TrainingVoucher.Contracts;

public static partial class Operations
{
    /// <summary>Submits a roster.</summary>
    public static readonly Operation<SubmitApplicationRequest, SubmittedApplication> SubmitApplication =
        new("POST", "/v1/applications", Audience.Institution)
        {
            Summary = "Apply for the subsidy with a roster of voucher codes; good rows are taken, bad ones reported.",
            TakesCsv = true,
            Scope = Scope.Apply,
        };

    /// <summary>Lists applications.</summary>
    public static readonly Operation<ApplicationQuery, Page<SubsidyApplication>> ListApplications =
        new("GET", "/v1/applications", Audience.Authority | Audience.Institution | Audience.RegionalSystem)
        {
            Summary = "List the applications of the calling institution, or of the caller's region, newest first.",
        };

    /// <summary>Reads one application.</summary>
    public static readonly Operation<Nothing, SubsidyApplication> GetApplication =
        new("GET", "/v1/applications/{id}", Audience.Authority | Audience.Institution | Audience.RegionalSystem)
        {
            Summary = "Read one application.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Withdraws an application.</summary>
    public static readonly Operation<Reason, SubsidyApplication> WithdrawApplication =
        new("POST", "/v1/applications/{id}/withdraw", Audience.Institution)
        {
            Summary = "Withdraw an application that is not paid yet; its vouchers are redeemed again.",
            Scope = Scope.Apply,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };

    /// <summary>Decides lines.</summary>
    public static readonly Operation<ReviewRequest, SubsidyApplication> ReviewApplication =
        new("POST", "/v1/applications/{id}/review", Audience.Authority)
        {
            Summary = "Accept or reject lines of an application; all decisions of one call or none.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };

    /// <summary>Approves an application.</summary>
    public static readonly Operation<Nothing, SubsidyApplication> ApproveApplication =
        new("POST", "/v1/applications/{id}/approve", Audience.Authority)
        {
            Summary = "Approve the accepted lines of a reviewed application; nobody approves what he reviewed himself.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState, ErrorCodes.MakerIsChecker],
        };

    /// <summary>Upholds an objection.</summary>
    public static readonly Operation<LinesRequest, SubsidyApplication> UpholdObjection =
        new("POST", "/v1/applications/{id}/objections", Audience.Authority)
        {
            Summary = "Take approved lines out of an application after an objection; their vouchers are redeemed again.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };

    /// <summary>Records the payment.</summary>
    public static readonly Operation<DisburseRequest, SubsidyApplication> DisburseApplication =
        new("POST", "/v1/applications/{id}/disburse", Audience.Authority)
        {
            Summary = "Record that the approved lines were paid.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };

    /// <summary>Records that a payment came back.</summary>
    public static readonly Operation<LinesRequest, SubsidyApplication> ReturnPayment =
        new("POST", "/v1/applications/{id}/payment-returns", Audience.Authority)
        {
            Summary = "Record that the payment of some lines came back; they are approved again.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };

    /// <summary>Settles the paid lines.</summary>
    public static readonly Operation<Nothing, SubsidyApplication> SettleApplication =
        new("POST", "/v1/applications/{id}/settle", Audience.Authority)
        {
            Summary = "Settle the paid lines: their vouchers are spent for good and their codes void.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.ApplicationState],
        };
}
