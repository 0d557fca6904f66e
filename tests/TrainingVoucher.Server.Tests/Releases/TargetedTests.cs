using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Releases;

public sealed class TargetedTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Approve_RegisterQuery_FreezesWhoStandsThereThen()
    {
        await _s.Maker.UploadRegisterAsync(new([Unemployed(1), Unemployed(2), Unemployed(3) with { ValidTo = new(2026, 8, 31) }, Unemployed(4) with { Category = "veteran" }]));
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var release = await _s.Maker.ProposeReleaseAsync(new()
        {
            Title = "定向",
            Batches = [_s.Proposed(scheme, 10, ReleaseMode.Targeted) with { Persons = new() { Category = "unemployed", Region = "330100" } }],
        });
        await _s.Maker.UploadRegisterAsync(new([Unemployed(5)]));

        var batch = (await _s.Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
        await _s.Maker.UploadRegisterAsync(new([Unemployed(6), Unemployed(1) with { ValidTo = new(2026, 1, 2) }]));

        Assert.Equal((3, 3), (batch.Persons, batch.Claimed));
        await _s.ClaimAsync(batch, 1);
        await _s.ClaimAsync(batch, 5);
        Assert.Equal("not_assigned", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 6)));
        Assert.Equal("not_assigned", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 3)));
        Assert.Equal("batch_not_targeted", await Scenario.RefusedAsync(() => _s.Maker.AddPersonsAsync(batch.Id, new([MadeUp.Person(6)]))));
    }

    [Fact]
    public async Task Approve_NobodyListedOrTooMany_IsRefusedAndUndone()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var release = await _s.Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [_s.Proposed(scheme, 5), _s.Proposed(scheme, 1, ReleaseMode.Targeted)] });
        Assert.Equal("nobody_listed", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(release.Id)));

        await _s.Maker.AddPersonsAsync(release.Batches[1].Id, new([MadeUp.Person(1), MadeUp.Person(2)]));
        Assert.Equal("quantity_too_small", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(release.Id)));

        Assert.Equal(0, (await _s.ReadLineAsync()).ReservedFen);
        Assert.Equal(0, await _s.CountJournalAsync("voucher.assigned"));
        Assert.Empty((await _s.Maker.ListVouchersAsync()).Items);
    }

    [Fact]
    public async Task AddPersons_BadRowsAndRepeats_LeaveTheOthersAlone()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var release = await _s.Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [_s.Proposed(scheme, 5, ReleaseMode.Targeted)] });
        var batch = release.Batches.Single();

        var first = await _s.Maker.AddPersonsAsync(batch.Id, new([MadeUp.Person(1), MadeUp.Person(1), MadeUp.Person(2) with { DocumentNumber = "330102197001010010" }, MadeUp.Person(3)]));
        var second = await _s.Maker.AddPersonsAsync(batch.Id, new([MadeUp.Person(3), MadeUp.Person(4)]));

        Assert.Equal((2, 2), (first.Accepted, first.Rejected));
        Assert.Equal([(2, "duplicate"), (3, "check_digit")], first.Errors.Select(e => (e.Row, e.Reason)));
        Assert.Equal((1, "duplicate"), (second.Accepted, Assert.Single(second.Errors).Reason));
        Assert.Equal(3, (await _s.Checker.ApproveReleaseAsync(release.Id)).Batches.Single().Persons);
        Assert.Equal("release_decided", await Scenario.RefusedAsync(() => _s.Maker.AddPersonsAsync(batch.Id, new([MadeUp.Person(5)]))));
        var open = await _s.ReleaseAsync(Scenario.FaceValue(), 1);
        Assert.Equal("batch_not_targeted", await Scenario.RefusedAsync(() => _s.Maker.AddPersonsAsync(open.Id, new([MadeUp.Person(5)]))));
    }

    [Fact]
    public async Task Approve_SomebodyWithEnough_IsSkipped()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        await _s.ClaimAsync(await _s.ReleaseAsync(_s.Proposed(scheme, 5)), 1);

        var batch = await _s.ReleaseToAsync(scheme, 1, 2);

        Assert.Equal((2, 1), (batch.Persons, batch.Claimed));
        Assert.Equal("not_assigned", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));
        await _s.ClaimAsync(batch, 2);
    }

    [Fact]
    public async Task Assigned_WhenTheSchemesDaysAreOver_IsExpiredThoughTheBatchIsOpen()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { Validity = new() { FirstDay = _s.Today, LastDay = _s.Today.AddDays(3) } });
        var batch = await _s.ReleaseToAsync(scheme, 1);

        _s.Server.Time.Advance(TimeSpan.FromDays(5));

        Assert.Equal("expired", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));
    }

    [Fact]
    public async Task Decline_Assigned_FreesThePlaceButNotTheBatch()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var batch = await _s.ReleaseToAsync(scheme, 1, 2);
        var mine = await MineAsync(1);

        var declined = await DeclineAsync(mine, 1);

        Assert.Equal(VoucherState.Declined, declined.State);
        Assert.Null(declined.Token);
        Assert.Equal(1, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
        Assert.Equal("already_claimed", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));
        await _s.ClaimAsync(await _s.ReleaseAsync(_s.Proposed(scheme, 1)), 1);
        var accepted = await _s.ClaimAsync(batch, 2);
        Assert.Equal("not_assigned", await Scenario.RefusedAsync(() => DeclineAsync(accepted, 2)));
    }

    private async Task<Voucher> MineAsync(int person) =>
        Assert.Single((await _s.Bank.ListHolderVouchersAsync(new(await _s.AssertAsync(_s.Bank, person, IdentityPurpose.View)))).Items);

    private async Task<Voucher> DeclineAsync(Voucher voucher, int person) =>
        await _s.Bank.DeclineAsync(new() { Code = voucher.Code, Assertion = await _s.AssertAsync(_s.Bank, person, IdentityPurpose.Decline, code: voucher.Code) });

    private static RegisterRow Unemployed(int n) => new()
    {
        DocumentType = DocumentType.ResidentIdCard,
        DocumentNumber = MadeUp.Person(n).DocumentNumber,
        Name = MadeUp.Person(n).Name,
        Category = "unemployed",
        Region = "330106",
        ValidFrom = new(2026, 1, 1),
        ValidTo = new(2027, 12, 31),
    };
}
