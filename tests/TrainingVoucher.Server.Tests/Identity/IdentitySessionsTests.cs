using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Identity;

public sealed class IdentitySessionsTests : IAsyncLifetime
{
    private const string Batch = "bat_0000000000001";

    private static readonly VoucherId Id = VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    private static readonly string Code = new VoucherCode(Id).Format();
    private static readonly SandboxAuthenticateRequest Holder = new()
    {
        Document = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = "11010519491231002X" },
        Name = "王小明",
    };

    private TestServer _server = null!;
    private TestParty _channel = null!;
    private TestParty _institution = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _channel = await _server.AddChannelAsync();
        _institution = await _server.AddInstitutionAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Assertion_ForItsPurpose_IsGoodOnce()
    {
        var assertion = await AssertAsync(_channel, IdentityPurpose.Claim, batch: Batch);
        var (peeked, person) = (await PeekAsync(assertion, IdentityPurpose.Claim, batch: 1), await UseAsync(assertion, IdentityPurpose.Claim, batch: 1));
        Assert.True(person > 0);
        Assert.Equal(person, peeked);
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Claim, batch: 1));
        Assert.Null(await PeekAsync(assertion, IdentityPurpose.Claim, batch: 1));
    }

    [Fact]
    public async Task Assertion_UsedManyTimesAtOnce_IsGoodOnce()
    {
        var assertion = await AssertAsync(_channel, IdentityPurpose.View);
        var used = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => UseAsync(assertion, IdentityPurpose.View)));
        Assert.Single(used, person => person is not null);
    }

    [Fact]
    public async Task Assertion_ThroughTheApi_IsGoodOnce()
    {
        var request = new ListHolderVouchersRequest(await AssertAsync(_channel, IdentityPurpose.View));
        Assert.Empty((await _channel.DoAsync(Operations.ListHolderVouchers, request)).Items);
        Assert.Equal("assertion_invalid", await _channel.RefusedAsync(Operations.ListHolderVouchers, request));
    }

    [Fact]
    public async Task Assertion_ForAnythingElse_IsInvalidAndStaysGood()
    {
        var assertion = await AssertAsync(_channel, IdentityPurpose.Exchange, Batch, Code);
        var other = VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 10, 0]);
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Return, 1, Id));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Exchange, 2, Id));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Exchange, null, Id));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Exchange, 1, other));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Exchange, 1));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.Exchange, 1, Id, caller: await _server.AddChannelAsync()));
        Assert.Null(await UseAsync(assertion[..^1] + (assertion[^1] == 'A' ? 'E' : 'A'), IdentityPurpose.Exchange, 1, Id));
        Assert.NotNull(await UseAsync(assertion, IdentityPurpose.Exchange, 1, Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("                                           ")]
    public async Task Assertion_ThatIsNone_IsInvalid(string assertion) => Assert.Null(await UseAsync(assertion, IdentityPurpose.View));

    [Fact]
    public async Task Assertion_AfterFiveMinutes_IsInvalid()
    {
        var assertion = await AssertAsync(_channel, IdentityPurpose.View);
        _server.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await PeekAsync(assertion, IdentityPurpose.View));
        _server.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await UseAsync(assertion, IdentityPurpose.View));
    }

    [Fact]
    public async Task Authenticate_Twice_IsRefused()
    {
        var session = await _channel.DoAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.View));
        await _channel.DoAsync(Operations.SandboxAuthenticate, Holder, session.Id);
        Assert.Equal("session_used", await _channel.RefusedAsync(Operations.SandboxAuthenticate, Holder, session.Id));
    }

    [Fact]
    public async Task Authenticate_AfterTheSession_IsRefused()
    {
        var session = await _channel.DoAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.View));
        _server.Time.SetUtcNow(session.ExpiresAt);
        Assert.Equal("session_expired", await _channel.RefusedAsync(Operations.SandboxAuthenticate, Holder, session.Id));
    }

    [Fact]
    public async Task Authenticate_UnknownSession_IsNotFound() =>
        Assert.Equal("not_found", await _channel.RefusedAsync(Operations.SandboxAuthenticate, Holder, "ids_0000000000001"));

    [Fact]
    public async Task Authenticate_WrongNumber_NamesTheFieldAndNotTheNumber()
    {
        var session = await _channel.DoAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.View));
        var wrong = Holder with { Document = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = "110105194912310021" }, Name = "" };
        var problem = await _channel.ProblemAsync(Operations.SandboxAuthenticate, wrong, session.Id);
        Assert.Equal([("document.number", "check_digit"), ("name", "required")], problem.Errors.Select(e => (e.Field, e.Reason)));
        Assert.DoesNotContain("1101", problem.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticate_WithoutSandbox_IsAbsent()
    {
        await using var server = await TestServer.StartAsync(sandbox: false);
        var channel = await server.AddChannelAsync();
        Assert.Equal("no_identity_provider", await channel.RefusedAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.View)));
        Assert.Equal("not_found", await channel.RefusedAsync(Operations.SandboxAuthenticate, Holder, "ids_0000000000001"));
    }

    [Theory]
    [InlineData(IdentityPurpose.Claim, true, false)]
    [InlineData(IdentityPurpose.Return, true, false)]
    [InlineData(IdentityPurpose.Exchange, true, false)]
    [InlineData(IdentityPurpose.Decline, true, false)]
    [InlineData(IdentityPurpose.View, true, true)]
    [InlineData(IdentityPurpose.Enrol, true, true)]
    [InlineData(IdentityPurpose.Apply, true, true)]
    [InlineData(IdentityPurpose.Rate, true, true)]
    [InlineData(IdentityPurpose.Redeem, false, true)]
    [InlineData(IdentityPurpose.SignIn, false, true)]
    public async Task Open_PurposeOfTheOtherRole_IsRefused(IdentityPurpose purpose, bool isOfChannels, bool isOfInstitutions)
    {
        var (rule, school) = (Purposes.Find(purpose)!, (await _server.Authority.DoAsync(Operations.ListInstitutions, new PageQuery())).Items.Single().Id);
        var request = Request(purpose, rule.TakesBatch ? Batch : null, rule.TakesVoucher ? Code : null) with { Reference = rule.Reference == Taken.Always ? "class-1" : null };
        await OpensAsync(_channel, request with { InstitutionId = rule.TakesInstitution ? school : null }, isOfChannels);
        await OpensAsync(_institution, request, isOfInstitutions);

        async Task OpensAsync(TestParty party, CreateIdentitySessionRequest asked, bool may)
        {
            if (may)
            {
                Assert.Equal(_server.Time.GetUtcNow().AddMinutes(10), (await party.DoAsync(Operations.CreateIdentitySession, asked)).ExpiresAt);
            }
            else
            {
                Assert.Equal("purpose_not_yours", await party.RefusedAsync(Operations.CreateIdentitySession, asked));
            }
        }
    }

    [Theory]
    [InlineData(IdentityPurpose.Claim, null, null, "batchId")]
    [InlineData(IdentityPurpose.Claim, Batch, "T", "code")]
    [InlineData(IdentityPurpose.Return, null, null, "code")]
    [InlineData(IdentityPurpose.Return, Batch, "T", "batchId")]
    [InlineData(IdentityPurpose.View, Batch, null, "batchId")]
    public async Task Open_WrongFields_NamesThem(IdentityPurpose purpose, string? batch, string? code, string field)
    {
        var problem = await _channel.ProblemAsync(Operations.CreateIdentitySession, Request(purpose, batch, code));
        Assert.Equal(field, Assert.Single(problem.Errors).Field);
    }

    [Fact]
    public async Task Open_WrongCodeOrBatchId_IsRefused()
    {
        var mistyped = Code[..^1] + (Code[^1] == '0' ? '1' : '0');
        Assert.Equal("unknown_code", await _channel.RefusedAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.Return, code: mistyped)));
        Assert.Equal("not_found", await _channel.RefusedAsync(Operations.CreateIdentitySession, Request(IdentityPurpose.Claim, batch: "bat_x")));
    }

    [Fact]
    public async Task Open_WhatThePurposeDoesNotTake_IsNamed()
    {
        var enrolling = Request(IdentityPurpose.Enrol) with { InstitutionId = "ins_0000000000001", Reference = "class-1" };
        await NamesAsync("reference required", enrolling with { Reference = null });
        await NamesAsync("reference invalid", enrolling with { Reference = "class 1" });
        await NamesAsync("reference invalid", enrolling with { Reference = new string('1', 65) });
        await NamesAsync("reference invalid", Request(IdentityPurpose.View) with { Reference = "class-1" });
        await NamesAsync("proxy invalid", enrolling with { Proxy = ProxyRelation.Family });
        await NamesAsync("institutionId required", enrolling with { InstitutionId = null });
        await NamesAsync("institutionId invalid", Request(IdentityPurpose.View) with { InstitutionId = "ins_0000000000001" });
        await NamesAsync("batchIds invalid", Request(IdentityPurpose.View) with { BatchIds = [Batch, "bat_0000000000002"] });
        await NamesAsync("batchIds invalid", Request(IdentityPurpose.Claim, Batch) with { BatchIds = [Batch, "bat_0000000000002"] });
        await NamesAsync("batchIds out_of_range", Request(IdentityPurpose.Claim) with { BatchIds = [Batch] });
        await NamesAsync("batchIds duplicate", Request(IdentityPurpose.Claim) with { BatchIds = [Batch, Batch] });
        Assert.Equal("not_found", await _channel.RefusedAsync(Operations.CreateIdentitySession, enrolling));

        async Task NamesAsync(string expected, CreateIdentitySessionRequest request)
        {
            var error = Assert.Single((await _channel.ProblemAsync(Operations.CreateIdentitySession, request)).Errors);
            Assert.Equal(expected, $"{error.Field} {error.Reason}");
        }
    }

    private static CreateIdentitySessionRequest Request(IdentityPurpose purpose, string? batch = null, string? code = null) =>
        new() { Purpose = purpose, BatchId = batch, Code = code };

    private static async Task<string> AssertAsync(TestParty party, IdentityPurpose purpose, string? batch = null, string? code = null)
    {
        var session = await party.DoAsync(Operations.CreateIdentitySession, Request(purpose, batch, code));
        return (await party.DoAsync(Operations.SandboxAuthenticate, Holder, session.Id)).Assertion;
    }

    private Task<long?> UseAsync(string assertion, IdentityPurpose purpose, long? batch = null, VoucherId? voucher = null, TestParty? caller = null) =>
        _server.Store.ChangeAsync(
            async session => PersonOf(await Assertions.UseAsync(Context(session, caller), Assertions.Read(assertion), new(purpose) { Batch = batch, Voucher = voucher })), CancellationToken.None);

    private Task<long?> PeekAsync(string assertion, IdentityPurpose purpose, long? batch = null) =>
        _server.Store.ReadAsync(
            async session => PersonOf(await Assertions.PeekAsync(Context(session, null), Assertions.Read(assertion), new(purpose) { Batch = batch })), CancellationToken.None);

    private ChangeContext Context(Session session, TestParty? caller) => new(
        session,
        new Caller(Ids.Read("cli", (caller ?? _channel).ClientId), Audience.Channel, OwnerId: 1, Region: 330100, OfficerId: null),
        _server.Time.GetUtcNow(),
        null,
        RandomNumberGenerator.GetHexString(8));

    private static long? PersonOf(Outcome<Proven> outcome)
    {
        if (outcome.Refusal is not { } refusal)
        {
            return outcome.Value.Person;
        }

        Assert.Equal(ErrorCodes.AssertionInvalid, refusal.Code);
        return null;
    }
}
