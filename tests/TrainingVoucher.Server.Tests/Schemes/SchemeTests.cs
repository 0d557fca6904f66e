using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Schemes;

public sealed class SchemeTests : IAsyncLifetime
{
    private static readonly Reason Why = new("An inspection.");
    private static readonly LocalText Name = new("券", "Voucher");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Create_EverythingWrong_NamesEveryField()
    {
        var definition = new SchemeDefinition
        {
            Name = new("", "\u0007"),
            ValueMode = ValueMode.FaceValue,
            ValueFen = 10_000_001,
            TrainingCategory = 65_536,
            LimitPerPerson = 0,
            Group = " ",
            GroupLimit = 101,
            ReversalHours = -1,
            ReversalRestoresDays = 366,
            LapseDays = 0,
            Content = new() { Projects = ["a b"], Levels = [6] },
            Institutions = new() { Regions = ["330199"], Ids = ["ins_x"], MinCreditGrade = 6 },
            Eligibility =
            [
                new() { Id = "a", MinAge = 30, MaxAge = 20 },
                new() { Id = "a", Categories = ["nobility"], Region = "1" },
                new() { Id = "pledge", Pledge = true },
                new() { Id = "nothing" },
                new() { Id = "where", MinAge = 1, Region = "330100" },
            ],
            Validity = new() { FirstDay = new(2026, 2, 1), LastDay = new(2026, 1, 1), DaysFromClaim = 1096 },
        };

        var problem = await ProblemAsync(new("33010", definition, new() { Title = new("标题", "Title"), Colour = "red", Logo = "http://plain" }));

        Assert.Equal("invalid_request", problem.Code);
        Assert.Equal(
            [
                "definition.content.levels[0]", "definition.content.projects[0]",
                "definition.eligibility[0].maxAge", "definition.eligibility[1].categories", "definition.eligibility[1].id", "definition.eligibility[1].region",
                "definition.eligibility[2].text", "definition.eligibility[3]", "definition.eligibility[4].region",
                "definition.group", "definition.groupLimit", "definition.institutions.ids[0]", "definition.institutions.minCreditGrade", "definition.institutions.regions[0]",
                "definition.lapseDays", "definition.limitPerPerson", "definition.name.en", "definition.name.zh", "definition.reversalHours", "definition.reversalRestoresDays",
                "definition.trainingCategory", "definition.validity", "definition.validity.daysFromClaim", "definition.valueFen",
                "display.colour", "display.logo", "region",
            ],
            problem.Errors.Select(e => e.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_ValueOfItsMode_IsHeldToIt()
    {
        foreach (var (mode, fen, isValid) in ((ValueMode, long, bool)[])[
            (ValueMode.FaceValue, 0, false), (ValueMode.FaceValue, 1, true), (ValueMode.ProjectStandard, 10_000_000, true), (ValueMode.ProjectStandard, -1, false),
            (ValueMode.Entitlement, 0, true), (ValueMode.Entitlement, 1, false), (ValueMode.Attendance, 1, false)])
        {
            var request = new CreateSchemeRequest("330100", Scenario.FaceValue() with { ValueMode = mode, ValueFen = fen }, new() { Title = Name });
            if (isValid)
            {
                Assert.Equal(mode, (await _s.Maker.CreateSchemeAsync(request)).Definition.ValueMode);
            }
            else
            {
                Assert.Equal("definition.valueFen", Assert.Single((await ProblemAsync(request)).Errors).Field);
            }
        }
    }

    [Fact]
    public async Task Create_InARegion_OnlyInOnesOwn()
    {
        foreach (var (region, refusal) in ((string, string)[])[("330200", "region_not_yours"), ("330000", "region_not_yours"), ("330199", "region_unknown")])
        {
            Assert.Equal(refusal, (await ProblemAsync(new(region, Scenario.FaceValue(), new() { Title = Name }))).Code);
        }

        Assert.Equal("330106", (await _s.Maker.CreateSchemeAsync(new("330106", Scenario.FaceValue(), new() { Title = Name }))).Region);
    }

    [Fact]
    public async Task Scheme_OfAnotherRegion_IsNotThere()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var district = await _s.Server.AddAuthorityAsync("330106");
        var stranger = _s.Connect(district).Authority;

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => stranger.GetSchemeAsync(scheme.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => stranger.SuspendSchemeAsync(scheme.Id, Why)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => stranger.UpdateDisplayAsync(scheme.Id, new() { Title = Name })));
        Assert.Empty((await stranger.ListSchemesAsync()).Items);
    }

    [Fact]
    public async Task UpdateDisplay_NextVersion_IsServedToChannels()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        await _s.ReleaseAsync(_s.Proposed(scheme, 1));

        var shown = await _s.Maker.UpdateDisplayAsync(scheme.Id, new() { Title = new("新标题", "New title"), Colour = "#00ff00", Logo = "https://example.org/logo.png" });

        Assert.Equal(2, shown.DisplayVersion);
        var offered = Assert.Single((await _s.Bank.ListClaimableAsync()).Items);
        Assert.Equal((2, "新标题", "#00ff00"), (offered.DisplayVersion, offered.Display.Title.Zh, offered.Display.Colour));
        Assert.Equal(scheme.Definition.Name, shown.Definition.Name);
    }

    [Fact]
    public async Task Suspend_Scheme_StopsClaimsAndRedemptionsUntilResumed()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 10));
        var voucher = await _s.ClaimAsync(batch, 1);
        await _s.RedeemAsync(await _s.ClaimAsync(batch, 2), 2);

        await _s.Maker.SuspendSchemeAsync(scheme.Id, Why);

        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 3)));
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, 1)));
        Assert.Equal("suspended", (await _s.School.CheckAsync(new(voucher.Code))).Code);
        Assert.Empty((await _s.Bank.ListClaimableAsync()).Items);

        await _s.Maker.ResumeSchemeAsync(scheme.Id, Why);

        await _s.ClaimAsync(batch, 3);
        await _s.RedeemAsync(voucher, 1);
    }

    [Fact]
    public async Task Suspend_BatchVoucherOrInstitution_StopsJustThat()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { LimitPerPerson = 9 });
        var (first, second) = (await _s.ReleaseAsync(_s.Proposed(scheme, 10)), await _s.ReleaseAsync(_s.Proposed(scheme, 10)));
        var (one, two) = (await _s.ClaimAsync(first, 1), await _s.ClaimAsync(second, 1));

        await _s.Maker.SuspendBatchAsync(first.Id, Why);
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.ClaimAsync(first, 2)));
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(one, 1)));
        await _s.Maker.ResumeBatchAsync(first.Id, Why);

        await _s.Maker.SuspendVoucherAsync(new() { Code = one.Code, Reason = "r" });
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(one, 1)));
        await _s.Maker.ResumeVoucherAsync(new() { Code = one.Code, Reason = "r" });

        await _s.Maker.SuspendInstitutionAsync(_s.SchoolId, Why);
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(one, 1)));
        await _s.Maker.ResumeInstitutionAsync(_s.SchoolId, Why);

        await _s.RedeemAsync(one, 1);
        await _s.RedeemAsync(two, 1);
    }

    private async Task<Problem> ProblemAsync(CreateSchemeRequest request) =>
        await _s.Server.Authority.ProblemAsync(Operations.CreateScheme, request);
}
