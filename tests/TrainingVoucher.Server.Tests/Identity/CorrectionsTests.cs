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

    private async Task MeetAsync(int n)
    {
        var session = await _channel.DoAsync(Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View });
        await _channel.DoAsync(Operations.SandboxAuthenticate, new SandboxAuthenticateRequest { Document = Document(n), Name = "某人" }, session.Id);
    }
}
