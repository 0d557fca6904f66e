using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Tests.Journal;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Somebody acts in the holder's place: authenticated like the holder, where the scheme lets him, and on record.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const int Holder = 1;
    private const int Other = 2;

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task ClaimAndRedeem_ByProxy_AreOnRecordWithWhoActed()
    {
        var batch = await ReleaseAsync(allowed: true);
        var voucher = await _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = await AssertAsync(Claim(batch), ProxyRelation.Guardian) });
        var redeemed = await _s.School.RedeemAsync(Redeeming(voucher, await AssertAsync(Redeem(voucher), ProxyRelation.Agent, _s.SchoolParty)));

        Assert.Equal((ProxyRelation.Guardian, ProxyRelation.Agent), (voucher.ClaimProxy, redeemed.Proxy));
        Assert.Null(redeemed.Voucher.ClaimProxy);
        Assert.Equal(ProxyRelation.Agent, Assert.Single((await _s.School.ListRedemptionsAsync()).Items).Proxy);
        var record = Assert.Single((await _s.Maker.ListVouchersAsync()).Items);
        Assert.Equal((ProxyRelation.Guardian, ProxyRelation.Agent), (record.Voucher.ClaimProxy, record.RedeemProxy));
        Assert.StartsWith(MadeUp.Person(Holder).DocumentNumber[..1], record.Holder.Document, StringComparison.Ordinal);
        var journal = await _s.ReadJournalAsync();
        var (holder, proxy) = (await PersonAsync(Holder), await PersonAsync(Other));
        Assert.Equal(("guardian", proxy, holder), Told("voucher.claimed", "person"));
        Assert.Equal(("agent", proxy, PublicId.Read("ins", _s.SchoolId)), Told("voucher.redeemed", "institution"));
        Assert.Equal(("guardian", proxy, holder), Told("identity_session.authenticated", "person"));
        await Invariants.AssertAsync(_s.Server.Store);

        (string?, long, long) Told(string @event, string also)
        {
            var entry = journal.First(e => e.Event == @event);
            return (entry.Proxy, entry.Values["proxy"], entry.Values[also]);
        }
    }

    [Fact]
    public async Task Reverse_OfARedemptionByProxy_ForgetsTheProxy()
    {
        var voucher = await _s.ClaimAsync(await ReleaseAsync(allowed: true), Holder);
        await _s.School.RedeemAsync(Redeeming(voucher, await AssertAsync(Redeem(voucher), ProxyRelation.Family, _s.SchoolParty)));
        await _s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "错" });

        Assert.Null(Assert.Single((await _s.Maker.ListVouchersAsync()).Items).RedeemProxy);
        Assert.Null((await _s.RedeemAsync(voucher, Holder)).Proxy);
        await Invariants.AssertAsync(_s.Server.Store);
    }

    [Fact]
    public async Task Accept_OfAnAssignedVoucherByProxy_IsOnRecord()
    {
        var batch = await _s.ReleaseToAsync(await _s.DefineAsync(Scenario.FaceValue() with { AllowProxy = true }), Holder);

        var voucher = await _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = await AssertAsync(Claim(batch), ProxyRelation.Family) });

        Assert.Equal(ProxyRelation.Family, voucher.ClaimProxy);
        await Invariants.AssertAsync(_s.Server.Store);
    }

    [Fact]
    public async Task Proxy_WhereTheSchemeForbidsIt_IsRefusedAndTheHolderIsNot()
    {
        var batch = await ReleaseAsync(allowed: false);
        var voucher = await _s.ClaimAsync(batch, Holder);
        var other = await ReleaseAsync(allowed: false);
        var claim = new ClaimRequest { BatchId = other.Id, Assertion = await AssertAsync(Claim(other), ProxyRelation.Family) };
        var give = new HolderRequest { Code = voucher.Code, Assertion = await AssertAsync(new() { Purpose = IdentityPurpose.Return, Code = voucher.Code }, ProxyRelation.Family) };
        var redeem = Redeeming(voucher, await AssertAsync(Redeem(voucher), ProxyRelation.Family, _s.SchoolParty));

        Assert.Equal("proxy_not_allowed", (await _s.Bank.CheckEligibilityAsync(new() { BatchId = other.Id, Assertion = claim.Assertion })).Code);
        Assert.Equal("proxy_not_allowed", await Scenario.RefusedAsync(() => _s.Bank.ClaimAsync(claim)));
        Assert.Equal("proxy_not_allowed", await Scenario.RefusedAsync(() => _s.Bank.ReturnAsync(give)));
        Assert.Equal("proxy_not_allowed", await Scenario.RefusedAsync(() => _s.School.RedeemAsync(redeem)));
        await _s.RedeemAsync(voucher, Holder);
    }

    [Fact]
    public async Task View_ByProxy_ShowsThoseInWhichSomebodyMayAct()
    {
        var mine = await _s.ClaimAsync(await ReleaseAsync(allowed: false), Holder);
        var shared = await _s.ClaimAsync(await ReleaseAsync(allowed: true), Holder);
        var view = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View };

        Assert.Equal([shared.Code], (await _s.Bank.ListHolderVouchersAsync(new(await AssertAsync(view, ProxyRelation.Family)))).Items.Select(v => v.Code));
        Assert.Equal([shared.Code], (await _s.School.ListUsableVouchersAsync(new(await AssertAsync(view, ProxyRelation.Family, _s.SchoolParty)))).Items.Select(v => v.Code));
        var own = await _s.Bank.ListHolderVouchersAsync(new(await _s.AssertAsync(_s.Bank, Holder, IdentityPurpose.View)));
        Assert.Equal(new[] { mine.Code, shared.Code }.Order(StringComparer.Ordinal), own.Items.Select(v => v.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Authenticate_OtherwiseThanTheSessionHasIt_IsNotProven()
    {
        var view = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View };
        var (alone, together) = (await _s.Bank.CreateIdentitySessionAsync(view), await _s.Bank.CreateIdentitySessionAsync(view with { Proxy = ProxyRelation.Family }));

        Assert.Equal("proxy_not_proven", await AuthenticatingAsync(alone, Other));
        Assert.Equal("proxy_not_proven", await AuthenticatingAsync(together, proxy: null));
        Assert.Equal("proxy_not_proven", await AuthenticatingAsync(together, Holder));
        Assert.Equal(0, (await _s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM person")).Single());
        await _s.Public.SandboxAuthenticateAsync(together.Id, Shown(Other));
        await _s.Public.SandboxAuthenticateAsync(alone.Id, Shown(proxy: null));
    }

    private Task<string> AuthenticatingAsync(IdentitySession session, int? proxy) => Scenario.RefusedAsync(() => _s.Public.SandboxAuthenticateAsync(session.Id, Shown(proxy)));

    private static SandboxAuthenticateRequest Shown(int? proxy) => Scenario.Shown(Holder) with
    {
        Proxy = proxy is { } n ? new() { Document = MadeUp.Document(n), Name = MadeUp.Person(n).Name } : null,
    };

    private Task<Batch> ReleaseAsync(bool allowed) => _s.ReleaseAsync(Scenario.FaceValue() with { AllowProxy = allowed }, 5);

    private static CreateIdentitySessionRequest Claim(Batch batch) => new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id };

    private static CreateIdentitySessionRequest Redeem(Voucher voucher) => new() { Purpose = IdentityPurpose.Redeem, Code = voucher.Code };

    private RedeemRequest Redeeming(Voucher voucher, string assertion) => _s.Redeeming(voucher, Holder) with { Document = null, Assertion = assertion };

    private Task<string> AssertAsync(CreateIdentitySessionRequest request, ProxyRelation relation, TestParty? party = null) =>
        Scenario.AssertAsync(party ?? _s.BankParty, Holder, request with { Proxy = relation }, Other);

    private async Task<long> PersonAsync(int person)
    {
        var people = new People(KeyFiles.Load(KeyFiles.DirectoryOf(_s.Server.DataDirectory)));
        return (await _s.Server.Store.ReadAsync(session => people.FindAsync(session, DocumentType.ResidentIdCard, MadeUp.Document(person).Number), CancellationToken.None))!.Value;
    }
}
