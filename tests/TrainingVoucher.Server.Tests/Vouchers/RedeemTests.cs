using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public sealed class RedeemTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Redeem_WithoutTheHolder_IsRefused()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var (voucher, other) = (await _s.ClaimAsync(batch, 1), await _s.ClaimAsync(batch, 2));
        var request = _s.Redeeming(voucher, 1);

        Assert.Equal("holder_proof_required", await RefusedAsync(request with { Document = null }));
        Assert.Equal("holder_proof_required", await RefusedAsync(request with { Document = null, Scan = voucher.Token! }));
        Assert.Equal("holder_mismatch", await RefusedAsync(request with { Document = MadeUp.Document(2) }));
        Assert.Equal("holder_mismatch", await RefusedAsync(request with { Document = MadeUp.Document(99) }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Document = new() { Type = DocumentType.ResidentIdCard, Number = "330102197001010010" } }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Assertion = new string('A', 43) }));
        Assert.Equal("assertion_invalid", await RefusedAsync(request with { Document = null, Assertion = new string('A', 43) }));
        Assert.Equal("assertion_invalid", await RefusedAsync(request with { Document = null, Assertion = await _s.AssertAsync(_s.School, 1, other.Code) }));
        Assert.Equal("holder_mismatch", await RefusedAsync(request with { Document = null, Assertion = await _s.AssertAsync(_s.School, 2, voucher.Code) }));
        var (_, elsewhere) = await _s.AddSchoolAsync();
        Assert.Equal("assertion_invalid", await RefusedAsync(request with { Document = null, Assertion = await _s.AssertAsync(elsewhere, 1, voucher.Code) }));

        await _s.School.RedeemAsync(request with { Document = null, Assertion = await _s.AssertAsync(_s.School, 1, voucher.Code) });
        Assert.Equal("already_redeemed", await RefusedAsync(request));
        Assert.Equal("wrong_institution", await Scenario.RefusedAsync(() => elsewhere.RedeemAsync(request)));
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => elsewhere.RedeemAsync(request with { Document = MadeUp.Document(2) })));
        Assert.Equal("holder_mismatch", await Scenario.RefusedAsync(() => elsewhere.RedeemAsync(request with { Scan = voucher.Token!, Document = MadeUp.Document(2) })));
    }

    [Fact]
    public async Task Redeem_TextOfAScanner_ReadsWhatIsRightAndNothingElse()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 9);
        var vouchers = new List<Voucher>();
        foreach (var n in Enumerable.Range(1, 4))
        {
            vouchers.Add(await _s.ClaimAsync(batch, n));
        }

        await _s.School.RedeemAsync(_s.Redeeming(vouchers[0], 1) with { Scan = vouchers[0].Token + "\r\n" });
        await _s.School.RedeemAsync(_s.Redeeming(vouchers[1], 2) with { Scan = vouchers[1].Token!.ToLowerInvariant() });
        await _s.School.RedeemAsync(_s.Redeeming(vouchers[2], 3) with { Scan = vouchers[2].Code.ToLowerInvariant().Replace('-', ' ') });

        var request = _s.Redeeming(vouchers[3], 4);
        var token = vouchers[3].Token!;
        Assert.Equal("code_too_long", await RefusedAsync(request with { Scan = " " + token }));
        Assert.Equal("token_alphabet", await RefusedAsync(request with { Scan = token + "\r\n\n" }));
        Assert.Equal("token_length", await RefusedAsync(request with { Scan = token[..^1] }));
        Assert.Equal("code_alphabet", await RefusedAsync(request with { Scan = vouchers[3].Code + "\n" }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Scan = new string('T', 1025) }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Scan = "" }));
        Assert.StartsWith("code_", await RefusedAsync(request with { Scan = Mistyped(vouchers[3].Code) }), StringComparison.Ordinal);
        await _s.School.RedeemAsync(request with { Scan = token });
    }

    [Fact]
    public async Task Redeem_AlteredToken_IsNeverTaken()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 9), 1);
        var request = _s.Redeeming(voucher, 1);
        for (var i = 3; i < voucher.Token!.Length; i++)
        {
            var altered = voucher.Token.ToCharArray();
            altered[i] = altered[i] == '0' ? '1' : '0';

            Assert.StartsWith("token_", await RefusedAsync(request with { Scan = new string(altered) }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Redeem_TokenOfAnotherInstallation_IsRefused()
    {
        await using var other = await Scenario.StartAsync();
        var foreign = await other.ClaimAsync(await other.ReleaseAsync(Scenario.FaceValue(), 9), 1);
        var mine = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 9), 1);

        Assert.StartsWith("token_", await RefusedAsync(_s.Redeeming(mine, 1) with { Scan = foreign.Token! }), StringComparison.Ordinal);
        Assert.Equal("unknown_code", await RefusedAsync(_s.Redeeming(mine, 1) with { Scan = foreign.Code }));
    }

    [Fact]
    public async Task Redeem_RulesOnInstitutions_AreHeld()
    {
        var (collegeId, college) = await _s.AddSchoolAsync("330105", InstitutionType.College, grade: 5);
        var (_, poor) = await _s.AddSchoolAsync("330106", grade: 1);
        var definition = Scenario.FaceValue() with { LimitPerPerson = 99 };
        var person = 0;

        await OnlyAtAsync(new() { Regions = ["330105"] }, college, _s.School);
        await OnlyAtAsync(new() { Types = [InstitutionType.TrainingSchool] }, _s.School, college);
        await OnlyAtAsync(new() { Ids = [collegeId] }, college, _s.School);
        await OnlyAtAsync(new() { MinCreditGrade = 3 }, _s.School, poor);
        await OnlyAtAsync(new() { Regions = ["330100"] }, _s.School, null);

        async Task OnlyAtAsync(InstitutionRule rule, Client.InstitutionClient right, Client.InstitutionClient? wrong)
        {
            var n = ++person;
            var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(definition with { Institutions = rule }, 9), n);
            if (wrong is not null)
            {
                Assert.Equal("wrong_institution", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, n, wrong)));
                Assert.Equal("unknown_code", (await wrong.CheckAsync(new(voucher.Code))).Code);
                Assert.Equal("wrong_institution", (await wrong.CheckAsync(new(voucher.Token!))).Code);
            }

            Assert.True((await right.CheckAsync(new(voucher.Code))).Usable);
            await _s.RedeemAsync(voucher, n, right);
        }
    }

    [Fact]
    public async Task Redeem_Form_IsHeld()
    {
        foreach (var (form, right) in ((TrainingForm, bool)[])[(TrainingForm.Online, true), (TrainingForm.Offline, false)])
        {
            var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue() with { Form = form }, 9), 1);
            Assert.Equal("wrong_form", await RefusedAsync(_s.Redeeming(voucher, 1) with { Online = !right }));
            await _s.School.RedeemAsync(_s.Redeeming(voucher, 1) with { Online = right });
        }

        var both = await _s.ReleaseAsync(Scenario.FaceValue(), 9);
        await _s.School.RedeemAsync(_s.Redeeming(await _s.ClaimAsync(both, 1), 1) with { Online = true });
        await _s.School.RedeemAsync(_s.Redeeming(await _s.ClaimAsync(both, 2), 2) with { Online = false });
    }

    [Fact]
    public async Task Redeem_ProjectAndLevel_AreHeld()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { Content = new() { Projects = ["electrician", "养老护理员"], Levels = [3, 4] } }, 9);
        var voucher = await _s.ClaimAsync(batch, 1);
        var request = _s.Redeeming(voucher, 1, "养老护理员", 4);

        Assert.Equal("wrong_project", await RefusedAsync(request with { Project = "Electrician" }));
        Assert.Equal("wrong_project", await RefusedAsync(request with { Level = 5 }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Level = 6 }));
        Assert.Equal("invalid_request", await RefusedAsync(request with { Project = "" }));
        await _s.School.RedeemAsync(request);
    }

    [Fact]
    public async Task Redeem_AssignedReturnedOrEnded_SaysWhatBecameOfIt()
    {
        var batch = await _s.ReleaseToAsync(await _s.DefineAsync(Scenario.FaceValue()), 1);
        var assigned = Assert.Single((await _s.Maker.ListVouchersAsync(new() { BatchId = batch.Id })).Items).Voucher;
        Assert.Equal("not_claimed", await RefusedAsync(_s.Redeeming(assigned, 1)));

        await _s.Bank.DeclineAsync(new() { Code = assigned.Code, Assertion = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Decline, code: assigned.Code) });
        Assert.Equal("returned", await RefusedAsync(_s.Redeeming(assigned, 1)));

        var lapsed = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue() with { LapseDays = 1 }, 1), 1);
        await _s.RedeemAsync(lapsed, 1);
        _s.Server.Time.Advance(TimeSpan.FromDays(12));
        await _s.SweepAsync();
        Assert.Equal("lapsed", await RefusedAsync(_s.Redeeming(lapsed, 1)));
        Assert.Equal("lapsed", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = lapsed.Code, Reason = "r" })));
    }

    [Fact]
    public async Task Reverse_WithinTheWindow_RestoresMoneyAndDays()
    {
        var definition = Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 1 }, ReversalHours = 48, ReversalRestoresDays = 7 };
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(definition, 2), 1);
        await _s.RedeemAsync(voucher, 1);
        var (_, elsewhere) = await _s.AddSchoolAsync();
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => elsewhere.ReverseAsync(new() { Code = voucher.Code, Reason = "r" })));
        _s.Server.Time.Advance(TimeSpan.FromHours(48) - TimeSpan.FromMilliseconds(1));

        var back = await _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "报错班" });

        Assert.Equal((VoucherState.Claimed, _s.Today.AddDays(6)), (back.State, back.LastDay));
        Assert.Equal((100_000, 0), ((await _s.ReadLineAsync()).ReservedFen, (await _s.ReadLineAsync()).ObligatedFen));
        Assert.Empty((await _s.School.ListRedemptionsAsync()).Items);
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "r" })));
        _s.Server.Time.Advance(TimeSpan.FromDays(6));
        await _s.School.RedeemAsync(_s.Redeeming(voucher, 1) with { Scan = voucher.Token! });
        _s.Server.Time.Advance(TimeSpan.FromHours(48));
        Assert.Equal("reversal_window_over", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "r" })));
    }

    [Fact]
    public async Task Reverse_InAClosedBatchWhoseRestWentElsewhere_WaitsForMoney()
    {
        await _s.Maker.AddSubsidyStandardsAsync(new([new() { Project = "electrician", Level = 5, Fen = 10_000, ValidFrom = new(2026, 1, 1), ValidTo = new(2026, 12, 31) }]));
        var line = await _s.AddLineAsync(50_000);
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { ValueMode = Tokens.ValueMode.ProjectStandard });
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 1) with { BudgetLineId = line.Id });
        var voucher = await _s.ClaimAsync(batch, 1);
        await _s.RedeemAsync(voucher, 1);
        Assert.Equal((40_000, 10_000), ((await _s.Maker.GetBudgetLineAsync(line.Id)).AvailableFen, (await _s.Maker.GetBudgetLineAsync(line.Id)).ObligatedFen));
        await _s.ReleaseAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue(40_000)), 1) with { BudgetLineId = line.Id });

        Assert.Equal("budget_insufficient", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "r" })));
        await _s.Maker.AppropriateBudgetAsync(line.Id, new() { Fen = 40_000, Reference = "r" });
        Assert.Equal(VoucherState.Claimed, (await _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "r" })).State);
    }

    private static string Mistyped(string code) => code[..^1] + (code[^1] == '2' ? '3' : '2');

    private Task<string> RefusedAsync(RedeemRequest request) => Scenario.RefusedAsync(() => _s.School.RedeemAsync(request));
}
