using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>Rosters that a region checks in bulk.</summary>
public sealed class RosterCheckTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private RegionalSystemClient _system = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _system = await ConnectAsync(_s.Server.Admin.AuthorityId);
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task CheckRoster_OfUsedAndUnusedVouchers_SaysWhereEachStands()
    {
        var used = (await _s.UsedAsync(1))[0];
        var unused = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 1), 2);
        var application = await _s.ApplyAsync([used]);

        var rows = (await _system.CheckRosterAsync(new([Row(used.Code, 1), Row(unused.Code)]))).Rows;

        Assert.Equal((VoucherState.Applied, true, _s.SchoolId, 50_000L, application.Id), (rows[0].State, rows[0].IsHolder, rows[0].InstitutionId, rows[0].Fen, rows[0].ApplicationId));
        Assert.NotNull(rows[0].RedeemedAt);
        Assert.NotNull(rows[0].Project);
        Assert.Equal((VoucherState.Claimed, null, null, null, null), (rows[1].State, rows[1].IsHolder, rows[1].InstitutionId, rows[1].Fen, rows[1].ApplicationId));
    }

    [Fact]
    public async Task CheckRoster_OfAnotherTrainee_SaysThatItIsNotHis()
    {
        var used = await _s.UsedAsync(2);

        var rows = (await _system.CheckRosterAsync(new([Row(used[0].Code, 2), Row(used[1].Code, 999)]))).Rows;

        Assert.Equal([false, false], rows.Select(r => r.IsHolder));
    }

    [Fact]
    public async Task CheckRoster_OfRowsThatAreWrong_AnswersTheOthers()
    {
        var used = await _s.UsedAsync(2);
        var badDigit = MadeUp.Document(2) with { Number = "110105194912310021" };

        var rows = (await _system.CheckRosterAsync(new(
        [
            Row("not a code"), Row(""), Row(used[0].Code, 1), Row(used[0].Code, 1), new() { Code = used[1].Code, Document = badDigit }, Row("T8MMMJ-KHM9QY-SBH14Y"),
        ]))).Rows;

        Assert.All(rows.Take(2), row => Assert.NotNull(row.Refusal));
        Assert.Equal((null, true), (rows[2].Refusal, rows[2].IsHolder));
        Assert.Equal(["duplicate", "document_invalid"], rows.Skip(3).Take(2).Select(r => r.Refusal));
        Assert.NotNull(rows[5].Refusal);
        Assert.All(rows.Where(r => r.Refusal is not null), row => Assert.Null(row.State));
    }

    [Fact]
    public async Task CheckRoster_OfVouchersOfAnotherRegion_KnowsNone()
    {
        var used = await _s.UsedAsync(1);
        var district = await _s.Maker.CreateAuthorityAsync(new() { Region = "330106", Name = new("区人社局", "District HRSS") });

        var row = (await (await ConnectAsync(district.Id)).CheckRosterAsync(new([Row(used[0].Code, 1)]))).Rows.Single();

        Assert.Equal(("unknown_code", null, null), (row.Refusal, row.State, row.IsHolder));
    }

    [Fact]
    public async Task CheckRoster_OfAFullRoster_IsAnsweredAndJournalled()
    {
        var used = await _s.UsedAsync(3);
        var filler = Enumerable.Range(0, 1_997).Select(i => Row($"X{i}", i + 1));

        var answer = await _system.CheckRosterAsync(new([.. used.Select((v, i) => Row(v.Code, i + 1)), .. filler]));
        Assert.Equal(2_000, answer.Rows.Count);
        Assert.Equal([true, true, true], answer.Rows.Take(3).Select(r => r.IsHolder));

        var looked = (await _s.ReadJournalAsync()).Last(r => r.Event == "authority.roster_checked");
        Assert.Equal(2_000, looked.Values!["rows"]);
        Assert.Equal(3, looked.Values.Count(v => v.Key.StartsWith("person", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_001)]
    public async Task CheckRoster_OfNoRowsOrTooMany_IsRefused(int rows)
    {
        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => _system.CheckRosterAsync(new([.. Enumerable.Repeat(Row("X"), rows)])));

        Assert.Equal(("invalid_request", "rows"), (refused.Code, refused.Errors.Single().Field));
    }

    [Fact]
    public async Task CheckRoster_ByAnOfficer_IsTheSame()
    {
        var used = await _s.UsedAsync(1);

        Assert.True((await _s.Maker.CheckRosterAsync(new([Row(used[0].Code, 1)]))).Rows.Single().IsHolder);
    }

    private async Task<RegionalSystemClient> ConnectAsync(string authority) => _s.Connect(await _s.Server.AddClientAsync(authority, ClientKind.RegionalSystem)).RegionalSystem;

    private static RosterCheckRow Row(string code, int? person = null) => new() { Code = code, Document = person is { } p ? MadeUp.Document(p) : null };
}
