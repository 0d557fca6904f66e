using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity;

public sealed class CorrectionsTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private TestParty _channel = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _channel = await _server.AddChannelAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Correct_UnknownPerson_IsNotFound() =>
        Assert.Equal("not_found", await _server.Authority.RefusedAsync(Operations.CorrectIdentity, Request(1, 2)));

    [Fact]
    public async Task Correct_IntoAnotherPerson_IsRefused()
    {
        await MeetAsync(1);
        await MeetAsync(2);
        Assert.Equal("person_exists", await _server.Authority.RefusedAsync(Operations.CorrectIdentity, Request(1, 2)));
        await _server.Authority.DoAsync(Operations.CorrectIdentity, Request(1, 3));
        Assert.Equal("person_exists", await _server.Authority.RefusedAsync(Operations.CorrectIdentity, Request(2, 1)));
    }

    [Fact]
    public async Task Correct_PersonOfAnotherRegion_IsNotFound()
    {
        await MeetAsync(1);
        var elsewhere = await _server.AddAuthorityAsync("330106");
        Assert.Equal("not_found", await elsewhere.RefusedAsync(Operations.CorrectIdentity, Request(1, 2)));
    }

    [Fact]
    public async Task Correct_PersonNobodyHasToDoWith_IsNotFound()
    {
        var session = await _channel.DoAsync(Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View });
        await _channel.DoAsync(Operations.SandboxAuthenticate, new SandboxAuthenticateRequest { Document = Document(1), Name = "某人" }, session.Id);
        Assert.Equal("not_found", await _server.Authority.RefusedAsync(Operations.CorrectIdentity, Request(1, 2)));
    }

    [Fact]
    public async Task Correct_HolderOfAVoucher_KeepsItUnderTheNewNumber()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 5);
        var voucher = await s.ClaimAsync(batch, 1);
        await s.Maker.CorrectIdentityAsync(new() { From = MadeUp.Document(1), To = MadeUp.Document(2), Reason = "Reissued." });

        Assert.Equal("already_claimed", await Scenario.RefusedAsync(() => s.ClaimAsync(batch, 2)));
        Assert.Equal(VoucherState.Redeemed, (await s.RedeemAsync(voucher, 2)).Voucher.State);
    }

    [Fact]
    public async Task Correct_WrongNumbers_NamesBothFields()
    {
        var bad = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = "1" };
        var problem = await _server.Authority.ProblemAsync(Operations.CorrectIdentity, new CorrectIdentityRequest { From = bad, To = bad, Reason = "" });
        Assert.Equal(["from.number", "to.number", "reason"], problem.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task Correct_ByAChannel_IsForbidden() =>
        Assert.Equal("forbidden", await _channel.RefusedAsync(Operations.CorrectIdentity, Request(1, 2)));

    private static CorrectIdentityRequest Request(int from, int to) => new() { From = Document(from), To = Document(to), Reason = "Reissued." };

    private static IdentityDocument Document(int n) => new() { Type = DocumentType.ResidentIdCard, Number = TestNumbers.Resident(n) };

    private Task<RowReport> MeetAsync(int n) => _server.Authority.DoAsync(Operations.UploadRegister, new UploadRegisterRequest([TestNumbers.Registered(n)]));
}
