using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>A partner asks, an officer of its region decides, and the partner calls with the key it asked with.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Reach = "0571-85254321";

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Theory]
    [InlineData(ClientKind.Channel, "cha_")]
    [InlineData(ClientKind.Institution, "ins_")]
    [InlineData(ClientKind.CoursePlatform, "plf_")]
    [InlineData(ClientKind.AssessmentBody, "asb_")]
    public async Task Request_Approved_IsAPartnerWithASystemThatCanCall(ClientKind kind, string prefix)
    {
        var key = TestKey.New();
        var told = await _s.Public.RequestRegistrationAsync(Request(key, kind));
        Assert.Equal(new RegistrationStatus { State = RegistrationState.Waiting }, told);
        Assert.Equal(told, await _s.Public.GetRegistrationStatusAsync(key.Jwk.Thumbprint()));

        var waiting = Assert.Single((await _s.Maker.ListRegistrationsAsync()).Items);
        Assert.Equal((kind, "330106", "某银行", Reach), (waiting.Kind, waiting.Region, waiting.Name.Zh, waiting.Contact!.Reach));
        var approved = await _s.Maker.ApproveRegistrationAsync(waiting.Id);

        var status = await _s.Public.GetRegistrationStatusAsync(key.Jwk.Thumbprint());
        Assert.Equal(approved.Status, status);
        Assert.Equal(RegistrationState.Approved, status.State);
        Assert.StartsWith(prefix, status.OwnerId, StringComparison.Ordinal);
        var form = new TestParty(_s.Server, status.ClientId!, status.KeyId!, key).TokenForm();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _s.Server.AskTokenAsync(form)).Status);
        var listed = (await _s.Maker.ListClientsAsync()).Items.Single(c => c.Id == status.ClientId);
        Assert.Equal((kind, status.OwnerId), (listed.Kind, listed.OwnerId));
        Assert.Equal(Roles.Of(kind).Scopes.Split(), listed.Scopes);
    }

    [Fact]
    public async Task Request_Rejected_TellsTheReasonAndForgetsTheContact()
    {
        var key = TestKey.New();
        await _s.Public.RequestRegistrationAsync(Request(key));
        var waiting = (await _s.Maker.ListRegistrationsAsync()).Items.Single();

        var rejected = await _s.Maker.RejectRegistrationAsync(waiting.Id, new("请到市局办理。"));

        Assert.Null(rejected.Contact);
        Assert.Equal(_s.Server.Admin.OfficerId, rejected.DecidedBy);
        Assert.Equal(new RegistrationStatus { State = RegistrationState.Rejected, Reason = "请到市局办理。" }, await _s.Public.GetRegistrationStatusAsync(key.Jwk.Thumbprint()));
        Assert.Empty(await _s.Server.Database.QueryAsync<string>("SELECT contact_reach FROM registration WHERE contact_reach IS NOT NULL OR contact_name IS NOT NULL"));
    }

    [Fact]
    public async Task Request_Decided_IsDecidedOnce()
    {
        var clients = (await _s.Maker.ListClientsAsync()).Items.Count;
        await _s.Public.RequestRegistrationAsync(Request(TestKey.New()));
        var id = (await _s.Maker.ListRegistrationsAsync()).Items.Single().Id;

        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await (i % 2 == 0 ? _s.Maker.ApproveRegistrationAsync(id) : _s.Checker.RejectRegistrationAsync(id, new("No.")));
                return "";
            }
            catch (TrainingVoucherException e)
            {
                return e.Code;
            }
        }));

        Assert.Single(codes, "");
        Assert.All(codes.Where(c => c.Length > 0), c => Assert.Equal("registration_decided", c));
        var decided = (await _s.Maker.ListRegistrationsAsync()).Items.Single();
        Assert.Equal(decided.Status.State == RegistrationState.Approved ? 1 : 0, (await _s.Maker.ListClientsAsync()).Items.Count - clients);
    }

    [Fact]
    public async Task Request_WithAKeyThatIsRegisteredMeanwhile_IsNotApprovedAndLeavesNothing()
    {
        var key = TestKey.New();
        await _s.Public.RequestRegistrationAsync(Request(key));
        await _s.Maker.CreateClientAsync(new() { OwnerId = _s.BankId, Name = "System", PublicKey = key.Jwk });
        var (id, channels) = ((await _s.Maker.ListRegistrationsAsync()).Items.Single().Id, (await _s.Maker.ListChannelsAsync()).Items.Count);

        Assert.Equal("key_not_usable", await Scenario.RefusedAsync(() => _s.Maker.ApproveRegistrationAsync(id)));

        Assert.Equal(channels, (await _s.Maker.ListChannelsAsync()).Items.Count);
        Assert.Equal(RegistrationState.Waiting, (await _s.Maker.ListRegistrationsAsync()).Items.Single().Status.State);
    }

    [Fact]
    public async Task Request_ThatIsWrong_NamesEveryField()
    {
        var wrong = Request(TestKey.New()) with
        {
            Kind = ClientKind.Authority, Region = "33", Name = new("", "x"), SystemName = "", InstitutionType = InstitutionType.College, Contact = new() { Name = "", Reach = "" },
        };

        var problem = await _s.BankParty.ProblemAsync(Operations.RequestRegistration, wrong);

        Assert.Equal(["kind", "region", "name.zh", "institutionType", "systemName", "contact.name", "contact.reach"], problem.Errors.Select(e => e.Field));
        Assert.Equal("region_unknown", await Scenario.RefusedAsync(() => _s.Public.RequestRegistrationAsync(Request(TestKey.New()) with { Region = "339999" })));
        var bad = Request(TestKey.New()) with { PublicKey = TestKey.New().Jwk with { Crv = "P-384" } };
        Assert.Equal("key_not_usable", await Scenario.RefusedAsync(() => _s.Public.RequestRegistrationAsync(bad)));
    }

    [Fact]
    public async Task Requests_MoreThanAnOfficerCanRead_AreRefused()
    {
        await _s.Public.RequestRegistrationAsync(Request(TestKey.New()));
        var columns = "kind, region, name_zh, name_en, system_name, key_x, key_y, state, requested_at";
        for (var i = 1; i < Registrations.MostWaiting; i++)
        {
            await _s.Server.Database.ExecuteAsync(
                $"INSERT INTO registration (id, thumbprint, {columns}) SELECT {i}, @hash, {columns} FROM registration WHERE id > 1000", new { hash = BitConverter.GetBytes(i) });
        }

        Assert.Equal("registrations_full", await Scenario.RefusedAsync(() => _s.Public.RequestRegistrationAsync(Request(TestKey.New()))));
        await _s.Public.RequestRegistrationAsync(Request(TestKey.New()) with { Region = "330105" });
    }

    [Fact]
    public async Task Key_ThatAsksTwice_WaitsOnce_AndMayAskAgainOnceItIsDecided()
    {
        var key = TestKey.New();
        await _s.Public.RequestRegistrationAsync(Request(key));
        await _s.Public.RequestRegistrationAsync(Request(key, ClientKind.CoursePlatform));
        await _s.Maker.RejectRegistrationAsync((await _s.Maker.ListRegistrationsAsync()).Items.Single().Id, new("No."));

        await _s.Public.RequestRegistrationAsync(Request(key));
        _s.Server.Time.Advance(TimeSpan.FromDays(31));
        await _s.Server.Sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal(RegistrationState.Rejected, (await _s.Public.GetRegistrationStatusAsync(key.Jwk.Thumbprint())).State);
        Assert.Equal(2, (await _s.Maker.ListRegistrationsAsync()).Items.Count);
        Assert.Empty(await _s.Server.Database.QueryAsync<string>("SELECT contact_reach FROM registration WHERE contact_reach IS NOT NULL"));
    }

    [Fact]
    public async Task Requests_OfOneAddress_AreLimited()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.RequestsPerHour = 2);
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await server.Authority.SendAsync(Operations.RequestRegistration, Request(TestKey.New()), id: null, key: null);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 429], statuses);
        server.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(RegistrationState.Waiting, (await server.Authority.DoAsync(Operations.RequestRegistration, Request(TestKey.New()))).State);
    }

    [Fact]
    public async Task Contact_OfARequest_IsInNoJournalAndNoLog()
    {
        await _s.Public.RequestRegistrationAsync(Request(TestKey.New()));
        await _s.Maker.ApproveRegistrationAsync((await _s.Maker.ListRegistrationsAsync()).Items.Single().Id);

        var rows = await _s.Server.Store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal"), CancellationToken.None);
        Assert.NotEmpty(rows);
        Assert.All(rows, bytes => Assert.DoesNotContain(Reach, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal));
        Assert.DoesNotContain(Reach, _s.Server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Key_ThatNobodyHas_IsNotFound(string thumbprint) =>
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.Public.GetRegistrationStatusAsync(thumbprint)));

    private static RequestRegistrationRequest Request(TestKey key, ClientKind kind = ClientKind.Channel) => new()
    {
        Kind = kind,
        Region = "330106",
        Name = new("某银行", "A bank"),
        InstitutionType = kind == ClientKind.Institution ? InstitutionType.TrainingSchool : null,
        SystemName = "App",
        PublicKey = key.Jwk,
        Contact = new() { Name = "某人", Reach = Reach },
    };
}
