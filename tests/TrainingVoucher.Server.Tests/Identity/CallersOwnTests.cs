using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Purposes that no operation of the server is for: the caller uses the assertion up and knows the holder by a reference of its own.</summary>
public sealed class CallersOwnTests : IAsyncLifetime
{
    private static readonly string Code = new VoucherCode(VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])).Format();
    private static readonly string OtherCode = new VoucherCode(VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 10, 0])).Format();

    private Scenario _s = null!;
    private TestParty _platform = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _platform = await _s.AddPlatformAsync();
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Use_ForItsPurpose_SaysHowAndWhenAndNotWho()
    {
        var asked = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.SignIn, Reference = "class-2026.03_a" };
        var assertion = await Scenario.AssertAsync(_s.SchoolParty, 1, asked);
        var at = _s.Server.Time.GetUtcNow();
        _s.Server.Time.Advance(TimeSpan.FromMinutes(1));
        var signing = new UseIdentityAssertionRequest { Assertion = assertion, Purpose = IdentityPurpose.SignIn, Reference = "class-2026.03_a" };

        var proven = await _s.School.UseIdentityAssertionAsync(signing);

        Assert.Equal((IdentityPurpose.SignIn, IdentityMethod.Sandbox, at), (proven.Purpose, proven.Method, proven.AuthenticatedAt));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", proven.HolderReference);
        Assert.Equal("assertion_invalid", await Scenario.RefusedAsync(() => _s.School.UseIdentityAssertionAsync(signing)));
        var used = Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "identity_session.used");
        Assert.Equal((long)IdentityPurpose.SignIn, used.Values["purpose"]);
    }

    [Fact]
    public async Task Use_ForAnythingElse_IsInvalidAndLeavesIt()
    {
        var (otherId, other) = await _s.AddSchoolPartyAsync();
        await other.DoAsync(Operations.CreateDelegation, new CreateDelegationRequest((await _s.School.ListCoursePlatformsAsync()).Items.Single().Id));
        var asked = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.Enrol, InstitutionId = _s.SchoolId, Reference = "class-1" };
        var request = new UseIdentityAssertionRequest { Assertion = await Scenario.AssertAsync(_platform, 1, asked), Purpose = IdentityPurpose.Enrol, InstitutionId = _s.SchoolId, Reference = "class-1" };

        await InvalidAsync(_platform, request with { Purpose = IdentityPurpose.SignIn });
        await InvalidAsync(_platform, request with { Reference = "class-2" });
        await InvalidAsync(_platform, request with { InstitutionId = otherId });
        await InvalidAsync(_s.SchoolParty, request);
        await InvalidAsync(_s.BankParty, request);
        await _platform.DoAsync(Operations.UseIdentityAssertion, request);

        var applying = await Scenario.AssertAsync(_s.BankParty, 1, new() { Purpose = IdentityPurpose.Apply, Code = Code });
        var use = new UseIdentityAssertionRequest { Assertion = applying, Purpose = IdentityPurpose.Apply, Code = Code };
        await InvalidAsync(_s.BankParty, use with { Code = OtherCode });
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));
        await InvalidAsync(_s.BankParty, use);
    }

    [Fact]
    public async Task Use_OfARating_IsBoundToTheInstitutionThatTheChannelNamed()
    {
        var (otherId, _) = await _s.AddSchoolAsync();
        var assertion = await Scenario.AssertAsync(_s.BankParty, 1, new() { Purpose = IdentityPurpose.Rate, InstitutionId = _s.SchoolId });
        var request = new UseIdentityAssertionRequest { Assertion = assertion, Purpose = IdentityPurpose.Rate, InstitutionId = _s.SchoolId };

        await InvalidAsync(_s.BankParty, request with { InstitutionId = otherId });
        await InvalidAsync(_s.BankParty, request with { Reference = "class-1" });
        Assert.Equal("not_found", await _s.BankParty.RefusedAsync(Operations.UseIdentityAssertion, request with { InstitutionId = "ins_0000000000001" }));
        await _s.BankParty.DoAsync(Operations.UseIdentityAssertion, request);
    }

    [Fact]
    public async Task HolderReference_IsOneForAnOwnerAndAnotherForEveryOther()
    {
        var (mine, mineAgain) = (await ReferenceAsync(_s.SchoolParty, 1), await ReferenceAsync(await _s.Server.AddClientAsync(_s.SchoolId), 1));
        var (_, stranger) = await _s.AddSchoolPartyAsync();

        Assert.Equal(mine, mineAgain);
        Assert.Distinct([mine, await ReferenceAsync(_s.SchoolParty, 2), await ReferenceAsync(stranger, 1), await ReferenceAsync(stranger, 2)]);
    }

    [Theory]
    [InlineData(IdentityPurpose.View)]
    [InlineData(IdentityPurpose.Claim)]
    [InlineData(IdentityPurpose.Redeem)]
    public async Task Use_OfAPurposeThatHasItsOperation_IsAWrongField(IdentityPurpose purpose)
    {
        var problem = await _s.BankParty.ProblemAsync(Operations.UseIdentityAssertion, new UseIdentityAssertionRequest { Assertion = new string('A', 54), Purpose = purpose, Code = purpose == IdentityPurpose.Redeem ? Code : null });

        Assert.Equal(("purpose", "invalid"), (Assert.Single(problem.Errors).Field, problem.Errors[0].Reason));
    }

    private static async Task<string> ReferenceAsync(TestParty party, int person)
    {
        var assertion = await Scenario.AssertAsync(party, person, new() { Purpose = IdentityPurpose.Rate });
        return (await party.DoAsync(Operations.UseIdentityAssertion, new UseIdentityAssertionRequest { Assertion = assertion, Purpose = IdentityPurpose.Rate })).HolderReference;
    }

    private static async Task InvalidAsync(TestParty party, UseIdentityAssertionRequest request) =>
        Assert.Equal("assertion_invalid", await party.RefusedAsync(Operations.UseIdentityAssertion, request));
}
