using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Who sees which attempts, and how they are searched.</summary>
public sealed class VerificationListTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private IReadOnlyList<Voucher> _vouchers = [];

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _vouchers = await _s.ClaimManyAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 9), 2);
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task List_WithFilters_GivesWhatFitsAllOfThem()
    {
        await _s.School.CheckAsync(new(_vouchers[0].Code) { Device = "Gun 1" });
        NextSecond();
        await Scenario.RefusedAsync(() => _s.School.RedeemAsync(_s.Redeeming(_vouchers[0], 2) with { Device = "Gun 1" }));
        var redeemedAt = NextSecond();
        await _s.School.RedeemAsync(_s.Redeeming(_vouchers[0], 1) with { Device = "Gun 2" });
        NextSecond();
        await _s.School.CheckAsync(new(_vouchers[1].Code));
        NextSecond();
        await _s.School.ReverseAsync(new() { Code = _vouchers[0].Code, Reason = "r" });

        Assert.Equal("reverse accepted, check accepted, redeem accepted, redeem holder_mismatch, check accepted", await FindAsync(new()));
        Assert.Equal("redeem accepted, redeem holder_mismatch", await FindAsync(new() { Kind = VerificationKind.Redeem }));
        Assert.Equal("redeem holder_mismatch", await FindAsync(new() { Outcome = "refused" }));
        Assert.Equal("redeem holder_mismatch", await FindAsync(new() { Outcome = "holder_mismatch" }));
        Assert.Equal("", await FindAsync(new() { Outcome = "expired" }));
        Assert.Equal("redeem accepted", await FindAsync(new() { Outcome = "accepted", Kind = VerificationKind.Redeem }));
        Assert.Equal("redeem holder_mismatch, check accepted", await FindAsync(new() { Device = "Gun 1" }));
        Assert.Equal("", await FindAsync(new() { Device = "gun 1" }));
        Assert.Equal("check accepted", await FindAsync(new() { Code = _vouchers[1].Code.ToLowerInvariant().Replace('-', ' ') }));
        Assert.Equal("redeem accepted", await FindAsync(new() { Code = _vouchers[0].Code, Device = "Gun 2" }));
        Assert.Equal("reverse accepted, check accepted, redeem accepted", await FindAsync(new() { From = redeemedAt }));
        Assert.Equal("redeem holder_mismatch, check accepted", await FindAsync(new() { To = redeemedAt }));
        Assert.Equal("redeem accepted", await FindAsync(new() { From = redeemedAt.ToOffset(TimeSpan.FromHours(8)), To = redeemedAt.AddMilliseconds(1) }));
        Assert.Equal("redeem accepted, redeem holder_mismatch, check accepted", await FindAsync(new() { Code = _vouchers[0].Code, To = redeemedAt.AddMilliseconds(1) }));
        Assert.Equal("reverse accepted, check accepted, redeem accepted, redeem holder_mismatch, check accepted", await FindAsync(new() { InstitutionId = _s.SchoolId }));
    }

    [Fact]
    public async Task ListAll_InSmallPages_GivesEachOnceAndTheNewestFirst()
    {
        await _s.School.CheckManyAsync(new([.. Enumerable.Repeat(_vouchers[0].Code, 7)]));
        NextSecond();
        await _s.School.CheckManyAsync(new([.. Enumerable.Repeat(_vouchers[1].Code, 4)]));
        foreach (var query in new VerificationQuery[] { new() { Limit = 3 }, new() { Limit = 3, Code = _vouchers[0].Code } })
        {
            var listed = new List<Verification>();
            await foreach (var verification in _s.School.ListAllVerificationsAsync(query))
            {
                listed.Add(verification);
            }

            Assert.Equal(query.Code is null ? 11 : 7, listed.Count);
            Assert.Distinct(listed.Select(v => v.Id));
            Assert.Equal(listed.OrderByDescending(v => v.At).Select(v => v.At), listed.Select(v => v.At));
            Assert.Equal((await _s.School.ListVerificationsAsync(query with { Limit = 200 })).Items, listed);
        }
    }

    [Fact]
    public async Task List_ByAnotherInstitution_HoldsNothingForeign()
    {
        await _s.School.CheckAsync(new(_vouchers[0].Code));
        var (otherId, other) = await _s.AddSchoolAsync();

        Assert.Empty((await other.ListVerificationsAsync()).Items);
        Assert.Empty((await other.ListVerificationsAsync(new() { Code = _vouchers[0].Code })).Items);
        Assert.Empty((await other.ListVerificationsAsync(new() { Code = "T04HMA-SW9NF6-YZZPQG" })).Items);
        foreach (var foreign in new[] { _s.SchoolId, "ins_0000000000001", "", "nonsense" })
        {
            Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => other.ListVerificationsAsync(new() { InstitutionId = foreign })));
            Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => other.ExportVerificationsAsync(new() { InstitutionId = foreign })));
        }

        Assert.Empty((await other.ListVerificationsAsync(new() { InstitutionId = otherId })).Items);
    }

    [Fact]
    public async Task List_ByAnOfficer_IsOfAnInstitutionOfTheRegion()
    {
        await _s.School.CheckAsync(new(_vouchers[0].Code));
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330110")).Authority;

        Assert.Equal(_vouchers[0].Code, Assert.Single((await _s.Maker.ListVerificationsAsync(new() { InstitutionId = _s.SchoolId })).Items).Code);
        foreach (var unknown in new[] { _s.SchoolId, "ins_0000000000001", "nonsense" })
        {
            Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.ListVerificationsAsync(new() { InstitutionId = unknown })));
            Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.ExportVerificationsAsync(new() { InstitutionId = unknown })));
        }

        var unnamed = await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.Maker.ListVerificationsAsync(new()));
        Assert.Equal(("invalid_request", "institutionId", "required"), (unnamed.Code, unnamed.Errors[0].Field, unnamed.Errors[0].Reason));
    }

    [Fact]
    public async Task List_ByAPlatform_IsOfWhatItAskedItself_WhileItMay()
    {
        var (first, firstId) = await AddPlatformAsync();
        var (second, _) = await AddPlatformAsync();
        await _s.School.CheckAsync(new(_vouchers[0].Code));
        await first.CheckAsync(new(_vouchers[1].Code) { InstitutionId = _s.SchoolId });

        var own = Assert.Single((await first.ListVerificationsAsync(new() { InstitutionId = _s.SchoolId })).Items);
        Assert.Equal((_vouchers[1].Code, firstId), (own.Code, own.PlatformId));
        Assert.Empty((await second.ListVerificationsAsync(new() { InstitutionId = _s.SchoolId })).Items);
        Assert.Equal(2, (await _s.School.ListVerificationsAsync()).Items.Count);
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => first.ListVerificationsAsync(new())));

        var delegation = (await first.ListDelegationsAsync()).Items.Single();
        await _s.School.CutDelegationAsync(delegation.Id, new("r"));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => first.ListVerificationsAsync(new() { InstitutionId = _s.SchoolId })));
        Assert.Equal("not_delegated", await Scenario.RefusedAsync(() => first.ExportVerificationsAsync(new() { InstitutionId = _s.SchoolId })));
    }

    [Fact]
    public async Task List_WithBadInput_NamesEveryFieldAtOnce()
    {
        var bad = new VerificationQuery
        {
            Limit = 0, From = _s.Server.Time.GetUtcNow(), To = _s.Server.Time.GetUtcNow(), Outcome = "nonsense", Code = "T04HMA", Device = new string('x', 65),
        };
        var file = new VerificationFileQuery { From = bad.From, To = bad.To, Outcome = bad.Outcome, Code = bad.Code, Device = " " };

        var listed = await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.School.ListVerificationsAsync(bad));
        var exported = await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.School.ExportVerificationsAsync(file));

        Assert.Equal(["code", "device", "limit", "outcome", "to"], listed.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        Assert.Equal(["code", "device", "outcome", "to"], exported.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        Assert.Equal(["code", "device"], (await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.School.ReverseAsync(new() { Code = "x", Reason = "r", Device = "" }))).Errors.Select(e => e.Field));
        Assert.Equal("device", Assert.Single((await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.School.CheckAsync(new("x") { Device = "a\nb" }))).Errors).Field);
        Assert.Equal("device", Assert.Single((await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.School.CheckManyAsync(new(["x"]) { Device = new string('x', 65) }))).Errors).Field);
        Assert.Empty((await _s.School.ListVerificationsAsync()).Items);
    }

    private async Task<string> FindAsync(VerificationQuery query)
    {
        var found = (await _s.School.ListVerificationsAsync(query)).Items;
        return string.Join(", ", found.Select(v => $"{v.Kind.ToString().ToLowerInvariant()} {v.Outcome}"));
    }

    private DateTimeOffset NextSecond()
    {
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        return _s.Server.Time.GetUtcNow();
    }

    private async Task<(CoursePlatformClient Client, string Id)> AddPlatformAsync()
    {
        var platform = await _s.Maker.CreateCoursePlatformAsync(new() { Region = "330100", Name = new("某平台", "A platform") });
        await _s.School.CreateDelegationAsync(new(platform.Id));
        return (_s.Connect(await _s.Server.AddClientAsync(platform.Id)).CoursePlatform, platform.Id);
    }
}
