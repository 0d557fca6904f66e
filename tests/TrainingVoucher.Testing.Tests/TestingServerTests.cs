using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Testing.Tests;

public sealed class TestingServerTests : IAsyncLifetime
{
    private TestingServer server = null!;

    public async Task InitializeAsync() => server = await TestingServer.StartAsync();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task Time_MovedPastTheLastDay_ExpiresAVoucher()
    {
        var person = server.NewPerson();
        var voucher = await server.ClaimAsync(person, await server.ReleaseAsync());
        Assert.True((await server.Institution.CheckAsync(new(voucher.Code))).Usable);

        server.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(ErrorCodes.Expired.Code, (await server.Institution.CheckAsync(new(voucher.Code))).Code);
        Assert.True((await RefusedAsync(() => server.Institution.RedeemAsync(Redeeming(voucher, person)))).Is(ErrorCodes.Expired));
    }

    [Fact]
    public async Task Time_MovedOn_WakesWhatWaits()
    {
        var waiting = Task.Delay(TimeSpan.FromDays(40), server.Time);
        var voucher = await server.ClaimAsync(server.NewPerson(), await server.ReleaseAsync());

        server.Time.Advance(TimeSpan.FromDays(40));
        await waiting;

        await foreach (var told in server.Channel.FollowFeedAsync(0))
        {
            if (told.Type == FeedEventType.VoucherExpired)
            {
                Assert.Equal(voucher.Code, told.Voucher?.Code);
                return;
            }
        }
    }

    [Fact]
    public async Task Rules_OfTheRealServer_Hold()
    {
        var (first, second) = (server.NewPerson(), server.NewPerson());
        var batch = await server.ReleaseAsync(quantity: 1);
        var voucher = await server.ClaimAsync(first, batch);

        Assert.True((await RefusedAsync(() => server.ClaimAsync(second, batch))).Is(ErrorCodes.SoldOut));
        Assert.True((await RefusedAsync(() => server.Institution.RedeemAsync(Redeeming(voucher, second)))).Is(ErrorCodes.HolderMismatch));
        Assert.Equal(voucher.Code, (await server.Institution.RedeemAsync(Redeeming(voucher, first))).Voucher.Code);
        Assert.True((await RefusedAsync(() => server.Institution.RedeemAsync(Redeeming(voucher, first)))).Is(ErrorCodes.AlreadyRedeemed));
    }

    [Fact]
    public async Task Assert_ToRedeem_StandsForTheCard()
    {
        var person = server.NewPerson();
        var voucher = await server.ClaimAsync(person, await server.ReleaseAsync());

        var assertion = await server.AssertAsync(person, IdentityPurpose.Redeem, code: voucher.Code);
        var redemption = await server.Institution.RedeemAsync(Redeeming(voucher, person) with { Document = null, Assertion = assertion });

        Assert.Equal(50_000, redemption.Voucher.AmountFen);
    }

    [Fact]
    public async Task ReleaseTo_SomePersons_IsForThemAlone()
    {
        var (named, other) = (server.NewPerson(), server.NewPerson());
        var batch = await server.ReleaseToAsync([named], new() { Name = new("定向券", "Targeted"), ValueMode = ValueMode.Entitlement, Validity = new() { DaysFromClaim = 10 } });

        Assert.Equal(VoucherState.Claimed, (await server.ClaimAsync(named, batch)).State);
        await RefusedAsync(() => server.ClaimAsync(other, batch));
    }

    [Fact]
    public async Task Added_ChannelAndInstitution_AreOthersThanTheFirst()
    {
        var (bank, school, person) = (await server.AddChannelAsync(), await server.AddInstitutionAsync(), server.NewPerson());
        var batch = await server.ReleaseAsync();

        var session = await bank.Client.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        var voucher = await bank.Client.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = await server.AuthenticateAsync(session.Id, person) });
        await server.Institution.RedeemAsync(Redeeming(voucher, person));

        Assert.True((await RefusedAsync(() => school.Client.Institution.ReverseAsync(new() { Code = voucher.Code, Reason = "样例" }))).Is(ErrorCodes.UnknownCode));
        Assert.Equal(2, new[] { bank.Id, server.Parties.Channel.Id }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Servers_SideBySide_KnowNothingOfEachOther()
    {
        await using var other = await TestingServer.StartAsync(new() { StartsAt = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.FromHours(8)), Region = "370100" });
        var voucher = await server.ClaimAsync(server.NewPerson(), await server.ReleaseAsync());

        Assert.Equal(ErrorCodes.UnknownCode.Code, (await other.Institution.CheckAsync(new(voucher.Code))).Code);
        Assert.Equal(new DateOnly(2026, 9, 1), other.Today);
        Assert.NotEqual(server.Address, other.Address);
    }

    [Fact]
    public void Persons_MadeUp_AreDistinctAndKeepTheirNumbersOutOfLogs()
    {
        var people = Enumerable.Range(0, 1_500).Select(_ => server.NewPerson(new DateOnly(2001, 2, 3))).ToList();

        Assert.Distinct(people.Select(p => p.Card.Number), StringComparer.Ordinal);
        Assert.All(people, p => Assert.Matches("^3301002001020[34][0-9]{3}[0-9X]$", p.Card.Number));
        Assert.DoesNotContain(people[0].Card.Number, people[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_MovedBack_IsMisuse() => Assert.Throws<ArgumentOutOfRangeException>(() => server.Time.Advance(TimeSpan.FromTicks(-1)));

    private RedeemRequest Redeeming(Voucher voucher, TestingPerson person) => new()
    {
        Scan = voucher.Code, Document = person.Card, Project = "welder", Level = 5, ClassEndsOn = server.Today.AddDays(10),
    };

    private static Task<TrainingVoucherException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<TrainingVoucherException>(call);
}
