using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Known numbers go through every endpoint that takes one; nothing that is written may lead back to them.</summary>
public sealed class PersonalDataTests : IAsyncLifetime
{
    private static readonly string[] Numbers = [TestNumbers.Resident(86_421), TestNumbers.Resident(97_531)];
    private const string Name = "canary-person-name";

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Numbers_AppearNowhereInDatabaseOrLog()
    {
        var channel = await _server.AddChannelAsync();
        var session = await channel.DoAsync(Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View });
        var holder = new SandboxAuthenticateRequest { Document = Document(Numbers[0]), Name = Name };
        var assertion = await channel.DoAsync(Operations.SandboxAuthenticate, holder, session.Id);
        await channel.RefusedAsync(Operations.SandboxAuthenticate, holder, session.Id);
        await channel.DoAsync(Operations.ListHolderVouchers, new ListHolderVouchersRequest(assertion.Assertion));
        await _server.Authority.DoAsync(Operations.UploadRegister, new UploadRegisterRequest([TestNumbers.Registered(Numbers[0]) with { Name = Name }]));
        var correction = new CorrectIdentityRequest { From = Document(Numbers[0]), To = Document(Numbers[1]), Reason = "A digit was wrong." };
        await _server.Authority.DoAsync(Operations.CorrectIdentity, correction);
        await _server.Authority.RefusedAsync(Operations.CorrectIdentity, correction with { From = Document(TestNumbers.Resident(1)) });

        var written = await _server.Database.WrittenAsync();
        Assert.True(Traces.Contain(written, Encoding.UTF8.GetBytes("Hangzhou HRSS")), "The search must see what the database holds.");
        Assert.True(_server.Log.Text.Contains("correctIdentity", StringComparison.Ordinal), "The search must see what the log holds.");
        var journal = await JournalTextAsync();
        Assert.Contains("person.corrected", journal, StringComparison.Ordinal);
        foreach (var trace in Numbers.SelectMany(Traces.Of).Append(Encoding.UTF8.GetBytes(Name)))
        {
            Assert.False(Traces.Contain(written, trace), Encoding.UTF8.GetString(trace));
            Assert.DoesNotContain(Encoding.UTF8.GetString(trace), _server.Log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.UTF8.GetString(trace), journal, StringComparison.Ordinal);
        }
    }

    private async Task<string> JournalTextAsync()
    {
        var rows = await _server.Store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal"), CancellationToken.None);
        return string.Join('\n', rows.Select(row => JournalCodec.Decode(row)).Select(e =>
            $"{e.Event} {e.Reason} {string.Join(' ', e.Values)} {string.Join(' ', e.Texts)}"));
    }

    private static IdentityDocument Document(string number) => new() { Type = DocumentType.ResidentIdCard, Number = number };
}
