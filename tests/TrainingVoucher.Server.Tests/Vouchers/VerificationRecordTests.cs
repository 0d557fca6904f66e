using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Every attempt to check, redeem or reverse leaves one record with what came of it, and no record tells more than the answer did.</summary>
public sealed class VerificationRecordTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Check_WhateverItSays_IsRecordedWithIt()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 9);
        var vouchers = await _s.ClaimManyAsync(batch, 5);
        var future = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue() with { Validity = new() { FirstDay = _s.Today.AddDays(2), LastDay = _s.Today.AddDays(3) } }, 1), 1);
        await _s.RedeemAsync(vouchers[1], 2);
        await _s.Bank.ReturnAsync(new() { Code = vouchers[2].Code, Assertion = await _s.AssertAsync(_s.Bank, 3, IdentityPurpose.Return, code: vouchers[2].Code) });
        await _s.Maker.RevokeVoucherAsync(new() { Code = vouchers[3].Code, Reason = "r" });
        await _s.Maker.SuspendVoucherAsync(new() { Code = vouchers[4].Code, Reason = "r" });
        var usable = vouchers[0];
        (string Scan, string Outcome, ScanForm Form, string? Code)[] cases =
        [
            (usable.Code, "accepted", ScanForm.Code, usable.Code),
            (usable.Token!, "accepted", ScanForm.Token, usable.Code),
            (vouchers[1].Code, "already_redeemed", ScanForm.Code, vouchers[1].Code),
            (vouchers[2].Code, "returned", ScanForm.Code, vouchers[2].Code),
            (vouchers[3].Token!, "revoked", ScanForm.Token, vouchers[3].Code),
            (vouchers[4].Code, "suspended", ScanForm.Code, vouchers[4].Code),
            (future.Code, "not_started", ScanForm.Code, future.Code),
            ("T04HMA-SW9NF6-YZZPQG", "unknown_code", ScanForm.Code, null),
            (usable.Code[..^1] + (usable.Code[^1] == '2' ? '3' : '2'), "code_check", ScanForm.Code, null),
            ("", "code_prefix", ScanForm.Code, null),
            (usable.Token![..^1], "token_length", ScanForm.Token, null),
            (Flipped(usable.Token!), "token_signature", ScanForm.Token, null),
        ];

        foreach (var (scan, _, _, _) in cases)
        {
            await _s.School.CheckAsync(new(scan) { Device = "Gun 1" });
            _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        _s.Server.Time.Advance(TimeSpan.FromDays(60));
        await _s.School.CheckAsync(new(usable.Code));

        var checks = (await ListAsync()).Where(v => v.Kind == VerificationKind.Check).ToList();
        Assert.Equal([.. cases.Select(c => (c.Outcome, c.Form, c.Code, "Gun 1")), ("expired", ScanForm.Code, usable.Code, null)], checks.Select(v => (v.Outcome, v.Form!.Value, v.Code, v.Device)));
    }

    [Fact]
    public async Task Redeem_Refused_LeavesItsRecordAndNothingElse()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { Content = new() { Projects = ["electrician"] }, Form = TrainingForm.Offline }, 9);
        var vouchers = await _s.ClaimManyAsync(batch, 2);
        var request = _s.Redeeming(vouchers[0], 1) with { Device = "柜台 2" };
        var proof = await _s.AssertAsync(_s.School, 1, vouchers[0].Code);
        (RedeemRequest Request, string Outcome, string? Code)[] refused =
        [
            (request with { Document = null }, "holder_proof_required", vouchers[0].Code),
            (request with { Document = MadeUp.Document(2) }, "holder_mismatch", vouchers[0].Code),
            (request with { Document = null, Assertion = new string('A', 43) }, "assertion_invalid", vouchers[0].Code),
            (request with { Document = null, Assertion = proof, Online = true }, "wrong_form", vouchers[0].Code),
            (request with { Scan = vouchers[0].Token!, Project = "cook" }, "wrong_project", vouchers[0].Code),
            (request with { Scan = "T04HMA-SW9NF6-YZZPQG" }, "unknown_code", null),
            (request with { Scan = "nonsense" }, "code_prefix", null),
        ];
        var before = await StateAsync(vouchers[0]);

        foreach (var (wrong, outcome, _) in refused)
        {
            Assert.Equal(outcome, await Scenario.RefusedAsync(() => _s.School.RedeemAsync(wrong)));
            _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(before, await StateAsync(vouchers[0]));
        var records = await ListAsync();
        Assert.Equal(refused.Select(r => (r.Outcome, r.Code)), records.Select(v => (v.Outcome, v.Code)));
        Assert.All(records, v => Assert.Equal((VerificationKind.Redeem, "柜台 2", _s.SchoolId, null), (v.Kind, v.Device, v.InstitutionId, v.PlatformId)));

        // The assertion of a refused attempt is as good as before.
        await _s.School.RedeemAsync(request with { Document = null, Assertion = proof });
        Assert.Equal(("accepted", vouchers[0].Code), (await ListAsync()).Select(v => (v.Outcome, v.Code)).Last());
        Assert.Equal(refused.Length + 1, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Reverse_DoneAndRefused_IsRecorded()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        var reversing = new ReverseRequest { Code = voucher.Code, Reason = "报错班", Device = "Desk" };
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(reversing)));
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await _s.RedeemAsync(voucher, 1);
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await _s.School.ReverseAsync(reversing);
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await _s.RedeemAsync(voucher, 1);
        _s.Server.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal("reversal_window_over", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(reversing)));

        var reversals = (await ListAsync()).Where(v => v.Kind == VerificationKind.Reverse).ToList();

        Assert.Equal([("unknown_code", voucher.Code), ("accepted", voucher.Code), ("reversal_window_over", voucher.Code)], reversals.Select(v => (v.Outcome, v.Code)));
        Assert.All(reversals, v => Assert.Equal(("Desk", ScanForm.Code), (v.Device, v.Form)));
        Assert.Equal("Desk", Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "voucher.reversed").Device);
    }

    [Fact]
    public async Task Many_InOneCall_AreRecordedOneByOne()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var vouchers = await _s.ClaimManyAsync(batch, 2);
        await _s.School.CheckManyAsync(new([vouchers[0].Code, "nonsense", vouchers[1].Token!]) { Device = "Gun" });
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await _s.School.RedeemManyAsync(new(
            [_s.Redeeming(vouchers[0], 1) with { Device = "A" }, _s.Redeeming(vouchers[1], 1) with { Device = "B" }, _s.Redeeming(vouchers[0], 1) with { Device = "C" }]));

        var records = await ListAsync();

        Assert.Equal(["accepted", "accepted", "code_prefix"], records.Take(3).Select(v => v.Outcome).Order(StringComparer.Ordinal));
        Assert.All(records.Take(3), v => Assert.Equal((VerificationKind.Check, "Gun"), (v.Kind, v.Device)));
        Assert.Equal(
            [("A", "accepted", vouchers[0].Code), ("B", "holder_mismatch", vouchers[1].Code), ("C", "already_redeemed", vouchers[0].Code)],
            records.Skip(3).Select(v => (v.Device, v.Outcome, v.Code)).OrderBy(v => v.Device, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Repeat_OfAKeptAnswer_IsNoAttempt()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var vouchers = await _s.ClaimManyAsync(batch, 2);
        RequestOptions Key(string key) => new() { IdempotencyKey = key };
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await _s.School.RedeemAsync(_s.Redeeming(vouchers[0], 1), Key("done"));
            await Scenario.RefusedAsync(() => _s.School.RedeemAsync(_s.Redeeming(vouchers[1], 1), Key("refused")));
            await _s.School.RedeemManyAsync(new([_s.Redeeming(vouchers[1], 2)]), Key("many"));
            await _s.School.ReverseAsync(new() { Code = vouchers[1].Code, Reason = "r" }, Key("back"));
        }

        Assert.Equal("idempotency_key_reused", await Scenario.RefusedAsync(() => _s.School.RedeemAsync(_s.Redeeming(vouchers[1], 2), Key("done"))));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.School.RedeemAsync(_s.Redeeming(vouchers[1], 2) with { Device = " " })));
        Assert.Equal(
            [(VerificationKind.Redeem, "accepted"), (VerificationKind.Redeem, "accepted"), (VerificationKind.Redeem, "holder_mismatch"), (VerificationKind.Reverse, "accepted")],
            (await ListAsync()).Select(v => (v.Kind, v.Outcome)).Order());
    }

    [Fact]
    public async Task Record_OfAForeignVoucher_TellsNoMoreThanTheAnswer()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        await _s.RedeemAsync(voucher, 1);
        var (_, elsewhere) = await _s.AddSchoolAsync();
        var redeeming = _s.Redeeming(voucher, 1);
        await elsewhere.CheckAsync(new(voucher.Code));
        await Scenario.RefusedAsync(() => elsewhere.RedeemAsync(redeeming with { Document = null }));
        await Scenario.RefusedAsync(() => elsewhere.RedeemAsync(redeeming with { Document = MadeUp.Document(2) }));
        await Scenario.RefusedAsync(() => elsewhere.ReverseAsync(new() { Code = voucher.Code, Reason = "r" }));
        var byCode = await ListAsync(elsewhere);
        await elsewhere.CheckAsync(new(voucher.Token!));

        Assert.Equal(["holder_proof_required", "unknown_code", "unknown_code", "unknown_code"], byCode.Select(v => v.Outcome).Order(StringComparer.Ordinal));
        Assert.All(byCode, v => Assert.Null(v.Code));
        var byToken = Assert.Single(await ListAsync(elsewhere), v => v.Form == ScanForm.Token);
        Assert.Equal(("wrong_institution", voucher.Code), (byToken.Outcome, byToken.Code));
    }

    [Fact]
    public async Task Platform_ActingForAnInstitution_IsOnItsRecordWithSystemAndPlatform()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        var platform = await _s.Maker.CreateCoursePlatformAsync(new() { Region = "330100", Name = new("某平台", "A platform") });
        var party = await _s.Server.AddClientAsync(platform.Id);
        var client = _s.Connect(party).CoursePlatform;
        await Scenario.RefusedAsync(() => client.CheckAsync(new(voucher.Code) { InstitutionId = _s.SchoolId }));
        await Scenario.RefusedAsync(() => client.RedeemAsync(_s.Redeeming(voucher, 1) with { InstitutionId = _s.SchoolId }));
        Assert.Empty(await ListAsync());
        await _s.School.CreateDelegationAsync(new(platform.Id));

        await client.CheckAsync(new(voucher.Code) { InstitutionId = _s.SchoolId });
        await client.RedeemAsync(_s.Redeeming(voucher, 1) with { InstitutionId = _s.SchoolId });
        await client.ReverseAsync(new() { Code = voucher.Code, Reason = "r", InstitutionId = _s.SchoolId });

        var records = await ListAsync();
        Assert.Equal([VerificationKind.Check, VerificationKind.Redeem, VerificationKind.Reverse], records.Select(v => v.Kind).Order());
        Assert.All(records, v => Assert.Equal((_s.SchoolId, party.ClientId, platform.Id), (v.InstitutionId, v.ClientId, v.PlatformId)));
    }

    /// <summary>The records of an institution, the oldest first.</summary>
    private async Task<IReadOnlyList<Verification>> ListAsync(InstitutionClient? of = null) => [.. (await (of ?? _s.School).ListVerificationsAsync(new() { Limit = 200 })).Items.Reverse()];

    /// <summary>The voucher's row, the journal and the money.</summary>
    private async Task<(int Version, int State, long Journal, BudgetLine Line)> StateAsync(Voucher voucher)
    {
        var id = VoucherIssue.IdOf(voucher.Code).ToBytes();
        var (version, state) = Assert.Single(await _s.Server.Database.QueryAsync<(int, int)>("SELECT version, state FROM voucher WHERE id = @id", new { id }));
        return (version, state, Assert.Single(await _s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM journal")), await _s.ReadLineAsync());
    }

    

    private static string Flipped(string token) => token[..100] + (token[100] == '0' ? '1' : '0') + token[101..];
}
