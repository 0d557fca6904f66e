using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>A partner gets in by itself and can work at once.</summary>
public sealed class JoiningTests : IAsyncLifetime
{
    private SandboxScene _scene = null!;

    public async Task InitializeAsync() => _scene = await SandboxScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Join_AsAChannel_ClaimsForEachPersonAsDocumented()
    {
        var bank = await _scene.JoinAsync(ClientKind.Channel);
        var (first, second, third) = (bank.Partner.Batches[0], bank.Partner.Batches[1], bank.Partner.Batches[2]);

        Assert.Equal(bank.Partner.Batches.Select(b => b.Id).Order(StringComparer.Ordinal), (await bank.Client.Channel.ListClaimableAsync()).Items.Select(b => b.BatchId).Order(StringComparer.Ordinal));
        Assert.Equal(VoucherState.Claimed, (await _scene.ClaimAsync(bank, first, SandboxPersons.Eligible)).State);
        Assert.Equal(VoucherState.Claimed, (await _scene.ClaimAsync(bank, second, SandboxPersons.Eligible)).State);
        Assert.Equal(VoucherState.Claimed, (await _scene.ClaimAsync(bank, first, SandboxPersons.Unregistered)).State);
        Assert.Equal(VoucherState.Claimed, (await _scene.ClaimAsync(bank, third, SandboxPersons.Listed)).State);
        Assert.Equal("not_eligible", await RefusedAsync(() => _scene.ClaimAsync(bank, second, SandboxPersons.Unregistered)));
        Assert.Equal("not_eligible", await RefusedAsync(() => _scene.ClaimAsync(bank, second, SandboxPersons.TooYoung)));
        Assert.Equal("not_assigned", await RefusedAsync(() => _scene.ClaimAsync(bank, third, SandboxPersons.Eligible)));
        foreach (var holder in new[] { SandboxPersons.Holder, SandboxPersons.SecondHolder, SandboxPersons.Served })
        {
            Assert.Equal("already_claimed", await RefusedAsync(() => _scene.ClaimAsync(bank, first, holder)));
        }
    }

    [Fact]
    public async Task Join_AsAChannelTwice_GivesEachItsOwn()
    {
        var (one, other) = (await _scene.JoinAsync(ClientKind.Channel), await _scene.JoinAsync(ClientKind.Channel));

        await _scene.ClaimAsync(one, one.Partner.Batches[0], SandboxPersons.Eligible);
        await _scene.ClaimAsync(other, other.Partner.Batches[0], SandboxPersons.Eligible);

        Assert.NotEqual(one.Partner.OwnerId, other.Partner.OwnerId);
        Assert.Equal("channel_not_in_batch", await RefusedAsync(() => _scene.ClaimAsync(one, other.Partner.Batches[0], SandboxPersons.Unregistered)));
    }

    [Fact]
    public async Task Join_AsAnInstitution_RedeemsWhatTestPersonsHold()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        var vouchers = school.Partner.Vouchers;

        Assert.Equal([SandboxPersons.Holder.Name, SandboxPersons.SecondHolder.Name, SandboxPersons.Served.Name], vouchers.Select(v => v.Holder));
        Assert.True((await school.Client.Institution.CheckAsync(new(vouchers[0].Voucher.Token!))).Usable);
        Assert.Equal("holder_mismatch", await RefusedAsync(() => school.Client.Institution.RedeemAsync(_scene.Redeeming(vouchers[0].Voucher, SandboxPersons.SecondHolder))));
        Assert.Equal(VoucherState.Redeemed, (await school.Client.Institution.RedeemAsync(_scene.Redeeming(vouchers[0].Voucher, SandboxPersons.Holder))).Voucher.State);
        Assert.Equal(VoucherState.Redeemed, (await school.Client.Institution.RedeemAsync(_scene.Redeeming(vouchers[1].Voucher, SandboxPersons.SecondHolder))).Voucher.State);
        Assert.Equal((VoucherState.Redeemed, "wrong_institution"), (vouchers[2].Voucher.State, (await school.Client.Institution.CheckAsync(new(vouchers[2].Voucher.Token!))).Code));
    }

    [Fact]
    public async Task Join_AsACoursePlatform_ActsForTheFirstInstitution()
    {
        var platform = await _scene.JoinAsync(ClientKind.CoursePlatform);
        var (voucher, institutions) = (platform.Partner.Vouchers[0].Voucher, platform.Partner.InstitutionIds);

        Assert.Equal(2, institutions.Count);
        Assert.Equal("not_delegated", await RefusedAsync(() => platform.Client.CoursePlatform.RedeemAsync(_scene.Redeeming(voucher, SandboxPersons.Holder, institutions[1]))));
        Assert.Equal("already_redeemed", (await platform.Client.CoursePlatform.CheckAsync(new(platform.Partner.Vouchers[2].Voucher.Code) { InstitutionId = institutions[0] })).Code);
        Assert.Equal(VoucherState.Redeemed, (await platform.Client.CoursePlatform.RedeemAsync(_scene.Redeeming(voucher, SandboxPersons.Holder, institutions[0]))).Voucher.State);
    }

    [Fact]
    public async Task Join_AsAnAuthorityOrItsSystem_SeesARegion()
    {
        var district = await _scene.JoinAsync(ClientKind.Authority);
        var system = await _scene.JoinAsync(ClientKind.RegionalSystem);

        Assert.Equal((await district.Client.Authority.CreateChannelAsync(new() { Region = district.Partner.Region, Name = new("银行", "Bank") })).Region, district.Partner.Region);
        Assert.Equal("region_not_yours", await RefusedAsync(() => district.Client.Authority.CreateChannelAsync(new() { Region = "330100", Name = new("银行", "Bank") })));
        Assert.NotEmpty((await system.Client.RegionalSystem.ListSchemesAsync()).Items);
        Assert.Empty(district.Partner.Batches);
        Assert.Empty(system.Partner.Vouchers);
        Assert.Null(district.Partner.OfficerIds);
        Assert.Equal(2, system.Partner.OfficerIds!.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Join_AsAnAssessmentBody_IsAdmitted() =>
        Assert.StartsWith("asb_", (await _scene.JoinAsync(ClientKind.AssessmentBody)).Partner.OwnerId, StringComparison.Ordinal);

    [Fact]
    public async Task Join_AgainUnderTheSameKey_GivesTheSamePartner()
    {
        var (request, options) = (SandboxScene.Request(ClientKind.Channel, _scene.NewKey()), new RequestOptions { IdempotencyKey = "one" });

        var first = await _scene.Anybody.Sandbox.JoinAsync(request, options);
        var again = await _scene.Anybody.Sandbox.JoinAsync(request, options);

        Assert.Equal((first.ClientId, first.OwnerId, first.Batches[0].Id), (again.ClientId, again.OwnerId, again.Batches[0].Id));
        Assert.Equal("idempotency_key_reused", await RefusedAsync(() => _scene.Anybody.Sandbox.JoinAsync(SandboxScene.Request(ClientKind.Channel, _scene.NewKey()), options)));
    }

    [Fact]
    public async Task Join_AtOnceUnderTheSameKey_GivesOnePartner()
    {
        var (request, options) = (SandboxScene.Request(ClientKind.Channel, _scene.NewKey()), new RequestOptions { IdempotencyKey = "both" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scene.Anybody.Sandbox.JoinAsync(request, options)));

        Assert.Single(answers.Select(a => a.ClientId).Distinct(StringComparer.Ordinal));
        Assert.Single(answers.Select(a => a.Batches[0].Id).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Join_WithAKeyThatIsTakenOrNone_IsKeyNotUsable()
    {
        var (key, bad) = (_scene.NewKey(), SandboxScene.Request(ClientKind.Channel, _scene.NewKey()));
        await _scene.Anybody.Sandbox.JoinAsync(SandboxScene.Request(ClientKind.Channel, key));

        Assert.Equal("key_not_usable", await RefusedAsync(() => _scene.Anybody.Sandbox.JoinAsync(SandboxScene.Request(ClientKind.Institution, key))));
        Assert.Equal("key_not_usable", await RefusedAsync(() => _scene.Anybody.Sandbox.JoinAsync(bad with { PublicKey = bad.PublicKey with { X = bad.PublicKey.Y } })));
        Assert.Equal("key_not_usable", await RefusedAsync(() => _scene.Anybody.Sandbox.JoinAsync(bad with { Kind = ClientKind.Authority, OfficerKey = bad.PublicKey with { Crv = "P-384" } })));
    }

    [Fact]
    public async Task Join_WithWrongFields_NamesEveryOne()
    {
        var request = SandboxScene.Request(ClientKind.Channel, _scene.NewKey());

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => _scene.Anybody.Sandbox.JoinAsync(request with { OfficerKey = request.PublicKey }));

        Assert.Equal([("officerKey", "invalid"), ("officerKey", "duplicate")], e.Errors.Select(f => (f.Field, f.Reason)));
        Assert.Equal("officerKey", Assert.Single((await Assert.ThrowsAsync<TrainingVoucherException>(() => _scene.Anybody.Sandbox.JoinAsync(request with { Kind = ClientKind.Authority }))).Errors).Field);
    }

    [Fact]
    public async Task Join_MoreThanAllowed_IsRateLimitedAlsoAfterAReset()
    {
        await using var scene = await SandboxScene.StartAsync(o => o.RequestsPerHour = 2);
        await scene.JoinAsync(ClientKind.Institution);
        var last = await scene.JoinAsync(ClientKind.Channel);

        Assert.Equal("rate_limited", await RefusedAsync(() => scene.JoinAsync(ClientKind.Channel)));
        await last.Client.Sandbox.ResetAsync();
        Assert.Equal("rate_limited", await RefusedAsync(() => scene.JoinAsync(ClientKind.Channel)));
    }

    private static Task<string> RefusedAsync(Func<Task> call) => Scenario.RefusedAsync(call);
}
