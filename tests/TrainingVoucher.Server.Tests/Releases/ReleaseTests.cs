using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Releases;

public sealed class ReleaseTests : IAsyncLifetime
{
    private static readonly Reason Why = new("No need.");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync(budgetFen: 1_000_000);

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Approve_SeveralBatchesOfSeveralSchemes_OpensAllInOneAct()
    {
        var money = await _s.DefineAsync(Scenario.FaceValue());
        var free = await _s.DefineAsync(Scenario.FaceValue() with { ValueMode = ValueMode.Entitlement, ValueFen = 0 });

        var release = await ProposeAsync(_s.Proposed(money, 5), _s.Proposed(money, 3), _s.Proposed(free, 100));
        Assert.All(release.Batches, b => Assert.Equal(BatchState.Proposed, b.State));
        Assert.Equal("channel_not_in_batch", await Scenario.RefusedAsync(() => _s.ClaimAsync(release.Batches[0], 1)));
        var released = await _s.Checker.ApproveReleaseAsync(release.Id);

        Assert.All(released.Batches, b => Assert.Equal(BatchState.Released, b.State));
        Assert.Equal(3, released.Batches.Select(b => b.Number).Distinct().Count());
        Assert.Equal((400_000, 600_000), ((await _s.ReadLineAsync()).ReservedFen, (await _s.ReadLineAsync()).AvailableFen));
        Assert.Equal(1, await _s.CountJournalAsync("release.approved"));
    }

    [Fact]
    public async Task Approve_ByTheProposer_IsRefused()
    {
        var release = await ProposeAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 1));
        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => _s.Maker.ApproveReleaseAsync(release.Id)));
    }

    [Fact]
    public async Task Approve_ByAnOfficerWhoListedPersons_IsRefused()
    {
        var release = await ProposeAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 2, ReleaseMode.Targeted));
        await _s.Checker.AddPersonsAsync(release.Batches[0].Id, new([MadeUp.Person(1)]));

        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(release.Id)));
    }

    [Fact]
    public async Task Release_OfAnotherAuthority_IsNotThere()
    {
        var release = await ProposeAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue(), "330106"), 2, ReleaseMode.Targeted));
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;
        var sameRegion = _s.Connect(await _s.Server.AddAuthorityAsync("330100")).Authority;

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.ApproveReleaseAsync(release.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.RejectReleaseAsync(release.Id, Why)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.GetReleaseAsync(release.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.AddPersonsAsync(release.Batches[0].Id, new([MadeUp.Person(1)]))));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => sameRegion.ApproveReleaseAsync(release.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => sameRegion.RejectReleaseAsync(release.Id, Why)));
    }

    [Fact]
    public async Task Approve_BudgetForTheFirstBatchOnly_ReleasesNone()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var release = await ProposeAsync(_s.Proposed(scheme, 15), _s.Proposed(scheme, 6));

        Assert.Equal("budget_insufficient", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(release.Id)));

        var after = await _s.Maker.GetReleaseAsync(release.Id);
        Assert.Equal((ReleaseState.Proposed, null), (after.State, after.DecidedBy));
        Assert.All(after.Batches, b => Assert.Equal(BatchState.Proposed, b.State));
        Assert.Equal((1_000_000, 0), ((await _s.ReadLineAsync()).AvailableFen, (await _s.ReadLineAsync()).ReservedFen));
        await _s.Maker.AppropriateBudgetAsync(_s.Line.Id, new() { Fen = 50_000, Reference = "more" });
        await _s.Checker.ApproveReleaseAsync(release.Id);
        Assert.Equal(0, (await _s.ReadLineAsync()).AvailableFen);
    }

    [Fact]
    public async Task Approve_TwoCheckersAtOnce_OneWins()
    {
        var third = _s.Connect(await _s.Server.AddOfficerAsync(_s.Server.Admin.AuthorityId, _s.Server.Authority)).Authority;
        var release = await ProposeAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 5));

        var codes = await Task.WhenAll(new[] { _s.Checker, third }.Select(async officer =>
        {
            try
            {
                await officer.ApproveReleaseAsync(release.Id);
                return "ok";
            }
            catch (TrainingVoucherException e)
            {
                return e.Code;
            }
        }));

        Assert.Equal(["ok", "release_decided"], codes.Order(StringComparer.Ordinal));
        Assert.Equal(250_000, (await _s.ReadLineAsync()).ReservedFen);
    }

    [Fact]
    public async Task Reject_Proposal_IsTheEndOfIt()
    {
        var release = await ProposeAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 5));

        Assert.Equal(ReleaseState.Rejected, (await _s.Checker.RejectReleaseAsync(release.Id, Why)).State);

        Assert.Equal("release_decided", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(release.Id)));
        Assert.Equal("release_decided", await Scenario.RefusedAsync(() => _s.Checker.RejectReleaseAsync(release.Id, Why)));
        Assert.Equal("channel_not_in_batch", await Scenario.RefusedAsync(() => _s.ClaimAsync(release.Batches[0], 1)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.Maker.CloseBatchAsync(release.Batches[0].Id, Why)));
        Assert.Equal(0, (await _s.ReadLineAsync()).ReservedFen);
    }

    [Fact]
    public async Task Propose_WhatDoesNotFit_NamesEveryFault()
    {
        var (money, free) = (await _s.DefineAsync(Scenario.FaceValue()), await _s.DefineAsync(Scenario.FaceValue() with { ValueMode = ValueMode.Attendance, ValueFen = 0 }));
        var good = _s.Proposed(money, 1);
        ProposedBatch[] batches =
        [
            good with { SchemeId = "sch_0000000000000" },
            good with { BudgetLineId = null },
            good with { SchemeId = free.Id, BudgetLineId = _s.Line.Id },
            good with { Channels = [new() { ChannelId = "cha_0000000000000" }] },
            good with { Mode = ReleaseMode.Targeted, Persons = new() { Category = "unemployed", Region = "330200" } },
        ];

        var problem = await _s.Server.Authority.ProblemAsync(Operations.ProposeRelease, new ProposeReleaseRequest { Title = "t", Batches = batches });

        Assert.Equal(
            ["batches[0].schemeId", "batches[1].budgetLineId", "batches[2].budgetLineId", "batches[3].channels[0].channelId", "batches[4].persons.region"],
            problem.Errors.Select(e => e.Field));
        Assert.Empty((await _s.Maker.ListReleasesAsync()).Items);
    }

    [Fact]
    public async Task Propose_BadNumbersAndDays_NamesEveryField()
    {
        var good = _s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 1);
        ProposedBatch[] batches =
        [
            good with { Quantity = 0 },
            good with { ClosesAt = good.OpensAt },
            good with { ClosesAt = DateTimeOffset.MaxValue },
            good with { Channels = [] },
            good with { Channels = [good.Channels[0], good.Channels[0] with { Quota = 0 }] },
            good with { Persons = new() { Category = "nobility", Region = "330199" } },
        ];

        var problem = await _s.Server.Authority.ProblemAsync(Operations.ProposeRelease, new ProposeReleaseRequest { Title = "", Batches = batches });

        Assert.Equal(
            [
                "batches[0].quantity", "batches[1].closesAt", "batches[2].opensAt", "batches[3].channels", "batches[4].channels", "batches[4].channels",
                "batches[5].persons", "batches[5].persons.category", "batches[5].persons.region", "title",
            ],
            problem.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Propose_OnAnotherAuthoritysMoney_IsRefused()
    {
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;
        var line = await district.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = 2026, Name = "2026" });
        await district.AppropriateBudgetAsync(line.Id, new() { Fen = 1_000_000, Reference = "r" });
        var batch = _s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 1) with { BudgetLineId = line.Id };

        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => ProposeAsync(batch)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.Maker.AppropriateBudgetAsync(line.Id, new() { Fen = 1, Reference = "r" })));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.GetBudgetLineAsync(_s.Line.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.ListPostingsAsync(_s.Line.Id)));
    }

    [Fact]
    public async Task Propose_InstantWithoutOffset_IsRefused()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var token = await _s.Server.Authority.TokenAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/releases");
        message.Headers.Authorization = new("Bearer", token);
        message.Headers.Add("Idempotency-Key", "offset");
        message.Content = new StringContent(
            $$"""{"title":"t","batches":[{"schemeId":"{{scheme.Id}}","budgetLineId":"{{_s.Line.Id}}","mode":"selfClaimed","quantity":1,"opensAt":"2026-09-01T10:00:00","closesAt":"2026-10-01T10:00:00+08:00","channels":[{"channelId":"{{_s.BankId}}"}]}]}""",
            System.Text.Encoding.UTF8,
            "application/json");
        using var response = await _s.Server.Http.SendAsync(message);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("batches[0].opensAt", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Propose_NamesOfHalfCharacters_AreRefused()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/releases");
        message.Headers.Authorization = new("Bearer", await _s.Server.Authority.TokenAsync());
        message.Headers.Add("Idempotency-Key", "half");
        message.Content = new StringContent("""{"title":"\ud800","\ud800":1,"batches":[{"\udfff":1}]}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await _s.Server.Http.SendAsync(message);

        Assert.Equal(400, (int)response.StatusCode);
    }

    private Task<Release> ProposeAsync(params ProposedBatch[] batches) => _s.Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = batches });
}
