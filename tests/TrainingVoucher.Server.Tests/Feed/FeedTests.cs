using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Subsidies;
using Microsoft.Extensions.DependencyInjection;

namespace TrainingVoucher.Server.Tests.Feed;

/// <summary>Each caller hears of what concerns him, in order, each thing once, and of nothing else.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Feed_OfAChannel_TellsWhatBecameOfItsVouchers()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var vouchers = await _s.ClaimManyAsync(batch, 2);
        await _s.RedeemAsync(vouchers[0], 1);
        await SealAsync();

        var slice = await _s.Bank.GetFeedAsync();

        Assert.Equal([FeedEventType.BatchReleased, FeedEventType.VoucherClaimed, FeedEventType.VoucherClaimed, FeedEventType.VoucherRedeemed], slice.Items.Select(e => e.Type));
        Assert.Equal([1, 2, 3, 4], slice.Items.Select(e => e.Number));
        Assert.Equal((4, 4), (slice.Next, slice.Last));
        Assert.Equal(new BatchEvent(batch.Id, "330100"), slice.Items[0].Batch);
        var holder = (await _s.Bank.ListHolderVouchersAsync(new(await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.View)))).HolderReference;
        Assert.Equal(
            new VoucherEvent
            {
                Code = vouchers[0].Code, Before = VoucherState.Claimed, State = VoucherState.Redeemed, BatchId = batch.Id, SchemeId = batch.SchemeId, Region = "330100",
                ChannelId = _s.BankId, InstitutionId = _s.SchoolId, AmountFen = 50_000, LastDay = vouchers[0].LastDay, HolderReference = holder,
            },
            slice.Items[3].Voucher);
    }

    [Fact]
    public async Task Feed_OfAnInstitution_BeginsWithWhatItRedeemed()
    {
        var vouchers = await _s.ClaimManyAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 2);
        await _s.RedeemAsync(vouchers[1], 2);
        await _s.School.ReverseAsync(new() { Code = vouchers[1].Code, Reason = "x" });
        await SealAsync();

        var events = (await _s.School.GetFeedAsync()).Items;

        Assert.Equal([FeedEventType.InstitutionListed, FeedEventType.VoucherRedeemed, FeedEventType.VoucherReversed], events.Select(e => e.Type));
        Assert.All(events.Skip(1), e => Assert.Equal(vouchers[1].Code, e.Voucher!.Code));
    }

    [Fact]
    public async Task Feed_OfARegion_TellsEverythingInIt_AndOfAnotherNothing()
    {
        await _s.ClaimManyAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 3);
        var (_, stranger) = await _s.AddBankAsync();
        var elsewhere = _s.Connect(await _s.Server.AddAuthorityAsync("330105")).Authority;
        await SealAsync();

        Assert.Equal(3, (await _s.Maker.GetFeedAsync()).Items.Count(e => e.Type == FeedEventType.VoucherClaimed));
        Assert.Equal((0, 0), Shape(await stranger.GetFeedAsync()));
        Assert.Equal((0, 0), Shape(await elsewhere.GetFeedAsync()));
    }

    [Fact]
    public async Task Feed_OfACoursePlatform_TellsWhatBecameOfWhatItRedeemed_AndNobodyElsesOrEarlier()
    {
        var party = await _s.AddPlatformAsync();
        var (platform, rival) = (_s.Connect(party).CoursePlatform, _s.Connect(await _s.AddPlatformAsync()).CoursePlatform);
        var vouchers = await _s.ClaimManyAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 3);
        await platform.RedeemAsync(_s.Redeeming(vouchers[0], 1) with { InstitutionId = _s.SchoolId });
        await platform.RedeemAsync(_s.Redeeming(vouchers[1], 2) with { InstitutionId = _s.SchoolId });
        await _s.RedeemAsync(vouchers[2], 3);

        // The institution takes one back, and has the voucher itself afterwards; it cuts the platform, and applies for the other.
        await _s.School.ReverseAsync(new() { Code = vouchers[0].Code, Reason = "x" });
        await _s.RedeemAsync(vouchers[0], 1);
        await _s.School.CutDelegationAsync((await platform.ListDelegationsAsync()).Items.Single().Id, new("x"));
        await _s.School.SubmitApplicationAsync(Settling.Roster(vouchers[1].Code, vouchers[0].Code, vouchers[2].Code));
        await SealAsync();

        var events = (await platform.GetFeedAsync()).Items;
        Assert.Equal(
            [(FeedEventType.VoucherRedeemed, vouchers[0].Code), (FeedEventType.VoucherRedeemed, vouchers[1].Code), (FeedEventType.VoucherReversed, vouchers[0].Code), (FeedEventType.VoucherApplied, vouchers[1].Code)],
            events.Select(e => (e.Type, e.Voucher!.Code)));
        Assert.Equal([1, 2, 3, 4], events.Select(e => e.Number));
        Assert.Equal((0, 0), Shape(await rival.GetFeedAsync()));
        await _s.AssertAgreeAsync();
    }

    [Fact]
    public async Task Feed_ReadInParts_IsTheSameAsAtOnce()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 20);
        foreach (var person in Enumerable.Range(1, 9))
        {
            await _s.ClaimAsync(batch, person);
            if (person % 2 == 0)
            {
                await SealAsync();
            }
        }

        await SealAsync();
        var whole = (await _s.Bank.GetFeedAsync()).Items;
        var parts = new List<FeedEvent>();
        for (var (after, last) = (0L, 1L); after < last;)
        {
            var slice = await _s.Bank.GetFeedAsync(new() { After = after, Limit = 3 });
            Assert.InRange(slice.Items.Count, 1, 3);
            parts.AddRange(slice.Items);
            (after, last) = (slice.Next, slice.Last);
        }

        Assert.Equal(10, whole.Count);
        Assert.Equal(whole, parts);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n), parts.Select(e => e.Number));
    }

    [Fact]
    public async Task Feed_AWholeLife_HasANameForEveryEvent()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var voucher = await _s.ClaimAsync(batch, 1);
        await _s.RedeemAsync(voucher, 1);
        var application = (await _s.School.SubmitApplicationAsync(Settling.Roster(voucher.Code))).Application!;
        await _s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        await _s.Checker.ApproveApplicationAsync(application.Id);
        await _s.Maker.DisburseApplicationAsync(application.Id, new() { Reference = "1", PaidOn = _s.Today });
        await _s.Maker.SettleApplicationAsync(application.Id);
        await _s.Maker.SuspendInstitutionAsync(_s.SchoolId, new("x"));
        await _s.Maker.CloseBatchAsync(batch.Id, new("x"));
        await SealAsync();

        var events = (await _s.Maker.GetFeedAsync()).Items;

        Assert.DoesNotContain(FeedEventType.Unknown, events.Select(e => e.Type));
        Assert.Contains(FeedEventType.ApplicationSettled, events.Select(e => e.Type));
        Assert.Contains(FeedEventType.VoucherSettled, events.Select(e => e.Type));
        Assert.All(events, e => Assert.Single(new object?[] { e.Voucher, e.Batch, e.Scheme, e.Application, e.Institution }, part => part is not null));
        Assert.Equal(
            new ApplicationEvent { Id = application.Id, InstitutionId = _s.SchoolId, Region = "330100", State = ApplicationState.Settled, AmountFen = 50_000 },
            (await _s.School.GetFeedAsync()).Items.Single(e => e.Type == FeedEventType.ApplicationSettled).Application);
    }

    [Theory]
    [InlineData(-1, null, null, "after")]
    [InlineData(null, 0, null, "limit")]
    [InlineData(null, 1_001, null, "limit")]
    [InlineData(null, null, -1, "wait")]
    [InlineData(null, null, 31, "wait")]
    [InlineData(1_000, null, null, "after")]
    public async Task Feed_OutOfRange_IsRefused(int? after, int? limit, int? wait, string field)
    {
        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.Bank.GetFeedAsync(new() { After = after, Limit = limit, Wait = wait }));

        Assert.Equal(("invalid_request", field), (refused.Code, Assert.Single(refused.Errors).Field));
    }

    [Fact]
    public async Task Feed_OfARevokedSystem_IsRefused()
    {
        await _s.Bank.GetFeedAsync();
        await _s.Maker.RevokeClientAsync(_s.BankParty.ClientId, new("x"));

        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => _s.Bank.GetFeedAsync()));
    }

    private static (int, long) Shape(FeedSlice slice) => (slice.Items.Count, slice.Last);

    private Task SealAsync() => _s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
}
