using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>Reviews and payments that a region's own system reports.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private RegionalSystemClient _system = null!;
    private string _maker = "";
    private string _checker = "";

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        var authority = _s.Server.Admin.AuthorityId;
        _system = _s.Connect(await _s.Server.AddClientAsync(authority, ClientKind.RegionalSystem)).RegionalSystem;
        (_maker, _checker) = (await AddOfficerAsync(authority), await AddOfficerAsync(authority));
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task ReportReviewThenPayment_OfSubmittedLines_SettlesTheAccepted()
    {
        var vouchers = await _s.UsedAsync(3);
        var application = await _s.ApplyAsync(vouchers);

        var reviewed = await _system.ReportReviewAsync(application.Id, Review(accept: [1, 3], reject: [2]));
        Assert.Equal((ApplicationState.Approved, _maker, _checker), (reviewed.State, reviewed.ReviewedBy, reviewed.ApprovedBy));
        Assert.Equal((50_000, 100_000, 0), await _s.BalancesAsync());

        var paid = await _system.ReportPaymentAsync(application.Id, Payment(100_000));
        Assert.Equal(ApplicationState.Settled, paid.State);
        Assert.Equal([LineState.Settled, LineState.Rejected, LineState.Settled], paid.States());
        Assert.Equal(VoucherState.Settled, await _s.StateOfAsync(vouchers[0].Code));
        Assert.Equal(VoucherState.Redeemed, await _s.StateOfAsync(vouchers[1].Code));
        Assert.Equal((50_000, 0, 100_000), await _s.BalancesAsync());
        Assert.Equal([100_000L], await _s.DisbursementsAsync());
    }

    [Fact]
    public async Task ReportReview_ByOneOfficerAlone_IsRefusedAsAWhole()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(1));

        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => _system.ReportReviewAsync(application.Id, Review([1]) with { ApprovedBy = _maker })));

        Assert.Equal(ApplicationState.Submitted, (await _system.GetApplicationAsync(application.Id)).State);
    }

    [Fact]
    public async Task ReportReview_InParts_NamesTheApproverAtLast()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(2));

        Assert.Equal(ApplicationState.Submitted, (await _system.ReportReviewAsync(application.Id, Review([1]) with { ApprovedBy = null })).State);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => _system.ReportReviewAsync(application.Id, Review([]))));
        Assert.Equal(ApplicationState.Reviewed, (await _system.ReportReviewAsync(application.Id, Review([2]) with { ApprovedBy = null })).State);
        Assert.Equal(ApplicationState.Approved, (await _system.ReportReviewAsync(application.Id, Review([]))).State);
    }

    [Fact]
    public async Task ReportPayment_OfAnotherSum_PaysNothing()
    {
        var application = await _s.ApprovedAsync(await _s.UsedAsync(2));

        Assert.Equal("amount_differs", await Scenario.RefusedAsync(() => _system.ReportPaymentAsync(application.Id, Payment(99_999))));
        Assert.Equal("amount_differs", await Scenario.RefusedAsync(() => _system.ReportPaymentAsync(application.Id, Payment(150_000))));

        Assert.Equal((0, 100_000, 0), await _s.BalancesAsync());
        Assert.Empty(await _s.DisbursementsAsync());
    }

    [Fact]
    public async Task ReportPayment_OutOfTurnOrTwice_IsRefused()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(1));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => _system.ReportPaymentAsync(application.Id, Payment(50_000))));

        await _system.ReportReviewAsync(application.Id, Review([1]));
        await _system.ReportPaymentAsync(application.Id, Payment(50_000));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => _system.ReportPaymentAsync(application.Id, Payment(50_000))));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => _s.Maker.DisburseApplicationAsync(application.Id, _s.Payment())));
        Assert.Equal([50_000L], await _s.DisbursementsAsync());
    }

    [Fact]
    public async Task ReportPayment_ReportedAtOnceByManyProcesses_PaysOnce()
    {
        var application = await _s.ApprovedAsync(await _s.UsedAsync(2));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Record.ExceptionAsync(() => _system.ReportPaymentAsync(application.Id, Payment(100_000)))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal([100_000L], await _s.DisbursementsAsync());
        Assert.Equal((0, 0, 100_000), await _s.BalancesAsync());
    }

    [Fact]
    public async Task ReportPaymentReturn_OfWhatHasNotSettled_IsApprovedAgain()
    {
        var application = await _s.ApprovedAsync(await _s.UsedAsync(2));
        await _system.ReportPaymentAsync(application.Id, Payment(100_000) with { Settles = false });

        var returned = await _system.ReportPaymentReturnAsync(application.Id, Return(2));
        Assert.Equal([LineState.Disbursed, LineState.Approved], returned.States());
        Assert.Equal((0, 50_000, 50_000), await _s.BalancesAsync());

        Assert.Equal(ApplicationState.Settled, (await _system.ReportPaymentAsync(application.Id, Payment(50_000))).State);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => _system.ReportPaymentReturnAsync(application.Id, Return(2))));
    }

    [Fact]
    public async Task Reports_OfOfficersWhoDoNotServe_NameThem()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(1));
        var authority = await _s.Maker.CreateAuthorityAsync(new() { Region = "330106", Name = new("区人社局", "District HRSS") });
        var stranger = await AddOfficerAsync(authority.Id);
        var left = await AddOfficerAsync(_s.Server.Admin.AuthorityId);
        await _s.Maker.RevokeOfficerAsync(left, new("Left."));

        Assert.Equal(["reviewedBy", "approvedBy"], await FieldsAsync(() => _system.ReportReviewAsync(application.Id, Review([1]) with { ReviewedBy = stranger, ApprovedBy = left })));
        Assert.Equal(["paidBy"], await FieldsAsync(() => _system.ReportPaymentAsync(application.Id, Payment(50_000) with { PaidBy = "off_0000000000001" })));
        Assert.Equal(["recordedBy"], await FieldsAsync(() => _system.ReportPaymentReturnAsync(application.Id, Return(1) with { RecordedBy = left })));
        Assert.Equal(ApplicationState.Submitted, (await _system.GetApplicationAsync(application.Id)).State);
    }

    [Fact]
    public async Task Reports_WithWrongFields_NameThemAll()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(1));

        Assert.Equal(["reviewedBy", "lines"], await FieldsAsync(() => _system.ReportReviewAsync(application.Id, new() { ReviewedBy = " ", Lines = [] })));
        Assert.Equal(["lines[0].line"], await FieldsAsync(() => _system.ReportReviewAsync(application.Id, Review([7]))));
        Assert.Equal(
            ["paidBy", "fen", "reference", "paidOn"],
            await FieldsAsync(() => _system.ReportPaymentAsync(application.Id, new() { PaidBy = "", Fen = -1, Reference = "", PaidOn = new(2019, 1, 1) })));
        Assert.Equal(["recordedBy", "lines", "reason"], await FieldsAsync(() => _system.ReportPaymentReturnAsync(application.Id, new() { RecordedBy = "", Lines = [], Reason = "" })));
    }

    [Fact]
    public async Task Reports_StandInTheJournal_InTheNameOfTheOfficerAndOfTheSystem()
    {
        var application = await _s.ApplyAsync(await _s.UsedAsync(1));

        await _system.ReportReviewAsync(application.Id, Review([1]));

        var rows = await _s.ReadJournalAsync();
        var (reviewed, approved) = (rows.Last(r => r.Event == "application.reviewed"), rows.Last(r => r.Event == "application.approved"));
        Assert.NotEqual(reviewed.Officer, approved.Officer);
        Assert.Equal(reviewed.Client, approved.Client);
    }

    private async Task<string> AddOfficerAsync(string authority) => (await _s.Server.AddOfficerAsync(authority, _s.Server.Authority)).OfficerId!;

    private ReportReviewRequest Review(IEnumerable<int> accept, params IEnumerable<int> reject) =>
        new() { ReviewedBy = _maker, ApprovedBy = _checker, Lines = [.. Settling.Accept(accept).Lines, .. Settling.Reject(reject).Lines] };

    private ReportPaymentRequest Payment(long fen) => new() { PaidBy = _maker, Fen = fen, Reference = "国库〔2026〕8号", PaidOn = _s.Today };

    private ReportPaymentReturnRequest Return(params int[] lines) => new() { RecordedBy = _maker, Lines = lines, Reason = "Account closed." };

    private static async Task<IEnumerable<string>> FieldsAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<TrainingVoucherException>(call)).Errors.Select(e => e.Field);
}
