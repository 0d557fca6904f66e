using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Feed;

/// <summary>A voucher that waits for its holder is in no channel yet, so each of its batch is told, and knows which of its users to tell.</summary>
public sealed class AssignedFeedTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private ChannelClient _other = null!;
    private ChannelClient _stranger = null!;
    private Batch _batch = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        (var otherId, _other) = await _s.AddBankAsync();
        (_, _stranger) = await _s.AddBankAsync();
        var proposed = _s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 2, ReleaseMode.Targeted);
        var release = await _s.Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [proposed with { Channels = [.. proposed.Channels, new() { ChannelId = otherId }] }] });
        await _s.Maker.AddPersonsAsync(release.Batches.Single().Id, new([MadeUp.Person(1), MadeUp.Person(2)]));
        _batch = (await _s.Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Assigned_EveryChannelOfTheBatch_HearsForWhomInItsOwnTerms()
    {
        var here = await HoldersAsync(_s.Bank);
        var there = await HoldersAsync(_other);

        var heard = await HeardAsync(_s.Bank, FeedEventType.VoucherAssigned);
        var heardThere = await HeardAsync(_other, FeedEventType.VoucherAssigned);

        Assert.Equal(here.Order(StringComparer.Ordinal), heard.Select(v => v.HolderReference!).Order(StringComparer.Ordinal));
        Assert.Equal(there.Order(StringComparer.Ordinal), heardThere.Select(v => v.HolderReference!).Order(StringComparer.Ordinal));
        Assert.Empty(here.Intersect(there, StringComparer.Ordinal));
        Assert.Equal(heard.Select(v => v.Code), heardThere.Select(v => v.Code));
        Assert.All(heard, v => Assert.Equal((VoucherState.Assigned, null, _batch.Id), (v.State, v.ChannelId, v.BatchId)));
        Assert.Equal(0, (await _stranger.GetFeedAsync()).Last);
        Assert.All(await HeardAsync(_s.Maker, FeedEventType.VoucherAssigned), v => Assert.Null(v.HolderReference));
    }

    [Fact]
    public async Task Accepted_TheChannelThatHasIt_AloneHearsOn()
    {
        var voucher = await _s.ClaimAsync(_batch, 1);
        var redemption = await _s.RedeemAsync(voucher, 1);

        var holder = (await HeardAsync(_s.Bank, FeedEventType.VoucherRedeemed)).Single();

        Assert.Equal(redemption.Voucher.Code, holder.Code);
        Assert.Equal((await HoldersAsync(_s.Bank))[0], holder.HolderReference);
        Assert.Equal([FeedEventType.BatchReleased, FeedEventType.VoucherAssigned, FeedEventType.VoucherAssigned], (await _other.GetFeedAsync()).Items.Select(e => e.Type));
        Assert.Null((await HeardAsync(_s.School, FeedEventType.VoucherRedeemed)).Single().HolderReference);
    }

    [Fact]
    public async Task Unaccepted_EveryChannelOfTheBatch_HearsWhatBecomesOfIt()
    {
        var assigned = await HeardAsync(_other, FeedEventType.VoucherAssigned);
        var (declined, expiring) = (assigned[0], assigned[1]);
        var person = (await HoldersAsync(_other))[0] == declined.HolderReference ? 1 : 2;
        await _s.Bank.DeclineAsync(new() { Code = declined.Code, Assertion = await _s.AssertAsync(_s.Bank, person, IdentityPurpose.Decline, code: declined.Code) });
        foreach (var days in (int[])[expiring.LastDay.DayNumber - _s.Today.DayNumber - 7, 10])
        {
            _s.Server.Time.Advance(TimeSpan.FromDays(days));
            await _s.SweepAsync();
        }

        Assert.Equal(declined.Code, (await HeardAsync(_other, FeedEventType.VoucherDeclined)).Single().Code);
        Assert.Equal((expiring.Code, expiring.HolderReference), Named((await HeardAsync(_other, FeedEventType.VoucherExpiring)).Single()));
        Assert.Equal((expiring.Code, expiring.HolderReference), Named((await HeardAsync(_other, FeedEventType.VoucherExpired)).Single()));
    }

    private static (string, string?) Named(VoucherEvent voucher) => (voucher.Code, voucher.HolderReference);

    /// <summary>The first two persons, as they are known to a channel that shows them their vouchers.</summary>
    private async Task<IReadOnlyList<string>> HoldersAsync(ChannelClient channel)
    {
        var holders = new List<string>();
        foreach (var person in (int[])[1, 2])
        {
            holders.Add((await channel.ListHolderVouchersAsync(new(await _s.AssertAsync(channel, person, IdentityPurpose.View)))).HolderReference);
        }

        return holders;
    }

    private async Task<IReadOnlyList<VoucherEvent>> HeardAsync(FeedClient reader, FeedEventType type)
    {
        await _s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        return [.. (await reader.GetFeedAsync()).Items.Where(e => e.Type == type).Select(e => e.Voucher!)];
    }
}
