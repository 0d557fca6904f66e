using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Tenancy;

internal sealed partial class Tenant
{
    private LocalText Name => new("某区" + _values["region"], "District " + _values["region"]);

    private DateOnly Today => DateOnly.FromDateTime(_server.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    private TestParty Maker => Parties[Audience.Authority];

    private TestParty Checker { get; set; } = null!;

    private async Task AddAuthorityAsync()
    {
        var authority = await _server.Authority.DoAsync(Operations.CreateAuthority, new CreateAuthorityRequest { Region = _values["region"], Name = Name });
        var system = await _server.AddClientAsync(authority.Id);
        Parties[Audience.Authority] = await _server.AddOfficerAsync(authority.Id, system);
        Checker = await _server.AddOfficerAsync(authority.Id, system);
        var spare = await _server.AddOfficerAsync(authority.Id, system);
        (_values["aut"], _values["off"], _values["off2"], _values["today"]) = (authority.Id, spare.OfficerId!, Checker.OfficerId!, $"{Today:yyyy-MM-dd}");
    }

    private async Task AddPartnersAsync()
    {
        var channel = await Maker.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = _values["region"], Name = Name });
        var institution = await Maker.DoAsync(
            Operations.CreateInstitution, new CreateInstitutionRequest { Region = _values["region"], Name = Name, Type = InstitutionType.TrainingSchool });
        var spare = await Maker.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = _values["region"], Name = Name });
        (_values["cha"], _values["cha2"], _values["ins"]) = (channel.Id, spare.Id, institution.Id);
        Parties[Audience.Channel] = await _server.AddClientAsync(channel.Id);
        Parties[Audience.Institution] = await _server.AddClientAsync(institution.Id);
        await AddFurtherPartnersAsync();
        (_values["cli"], _values["key"]) = ((await _server.AddClientAsync(channel.Id)).ClientId, (await _server.AddClientAsync(channel.Id)).ClientKeyId);
    }

    private async Task AddFurtherPartnersAsync()
    {
        _values["plf"] = (await Maker.DoAsync(Operations.CreateCoursePlatform, new CreateCoursePlatformRequest { Region = _values["region"], Name = Name })).Id;
        _values["asb"] = (await Maker.DoAsync(Operations.CreateAssessmentBody, new CreateAssessmentBodyRequest { Region = _values["region"], Name = Name })).Id;
        await _server.Authority.DoAsync(Operations.RequestRegistration, new RequestRegistrationRequest
        {
            Kind = ClientKind.Channel, Region = _values["region"], Name = Name, SystemName = "System", PublicKey = TestKey.New().Jwk,
            Contact = new() { Name = "某人", Reach = "0571-00000000" },
        });
        _values["reg"] = (await Maker.DoAsync(Operations.ListRegistrations, new PageQuery())).Items.Single().Id;
        Parties[Audience.CoursePlatform] = await _server.AddClientAsync(_values["plf"]);
        Parties[Audience.AssessmentBody] = await _server.AddClientAsync(_values["asb"]);
        await AddDelegationsAsync();
        Parties[Audience.RegionalSystem] = await _server.AddClientAsync(_values["aut"], ClientKind.RegionalSystem);
    }

    /// <summary>One that stays, and for each side one that it can cut.</summary>
    private async Task AddDelegationsAsync()
    {
        var region = _values["region"];
        await Parties[Audience.Institution].DoAsync(Operations.CreateDelegation, new CreateDelegationRequest(_values["plf"]));
        var platform = await Maker.DoAsync(Operations.CreateCoursePlatform, new CreateCoursePlatformRequest { Region = region, Name = Name });
        _values["dlgGiven"] = (await Parties[Audience.Institution].DoAsync(Operations.CreateDelegation, new CreateDelegationRequest(platform.Id))).Id;
        var institution = await Maker.DoAsync(
            Operations.CreateInstitution, new CreateInstitutionRequest { Region = region, Name = Name, Type = InstitutionType.College });
        _values["ins2"] = institution.Id;
        _values["ins3"] = (await Maker.DoAsync(
            Operations.CreateInstitution, new CreateInstitutionRequest { Region = region, Name = Name, Type = InstitutionType.College })).Id;
        var college = await _server.AddClientAsync(institution.Id);
        _values["dlgTaken"] = (await college.DoAsync(Operations.CreateDelegation, new CreateDelegationRequest(_values["plf"]))).Id;
        _values["plf2"] = (await Maker.DoAsync(Operations.CreateCoursePlatform, new CreateCoursePlatformRequest { Region = region, Name = Name })).Id;
    }

    private async Task AddMoneyAsync()
    {
        var line = await Maker.DoAsync(
            Operations.CreateBudgetLine, new CreateBudgetLineRequest { Source = FundingSource.EmploymentSubsidy, Year = 2026, Name = "Line " + _values["region"] });
        _values["bud"] = line.Id;
        await Maker.DoAsync(Operations.AppropriateBudget, new AppropriateRequest { Fen = 10_000_000_000, Reference = "财政〔2026〕1号" }, line.Id);
        await Maker.DoAsync(
            Operations.AddSubsidyStandards,
            new AddSubsidyStandardsRequest([new() { Project = _values["project"], Level = 5, Fen = 1, ValidFrom = Today, ValidTo = Today.AddYears(1) }]));
        var person = MadeUp.Person(++_person);
        await Maker.DoAsync(
            Operations.UploadRegister,
            new UploadRegisterRequest([new()
            {
                DocumentType = person.DocumentType, DocumentNumber = person.DocumentNumber, Name = person.Name,
                Category = PersonCategories.All[0], Region = _values["region"], ValidFrom = Today, ValidTo = Today.AddYears(1),
            }]));
    }

    private async Task AddReleasesAsync()
    {
        var definition = Scenario.FaceValue();
        var scheme = await Maker.DoAsync(Operations.CreateScheme, new CreateSchemeRequest(_values["region"], definition, new() { Title = Name }));
        var spare = await Maker.DoAsync(Operations.CreateScheme, new CreateSchemeRequest(_values["region"], definition, new() { Title = Name }));
        (_values["sch"], _values["sch2"]) = (scheme.Id, spare.Id);
        var open = await ProposeAsync(ReleaseMode.SelfClaimed, 2);
        await Checker.DoAsync(Operations.ApproveRelease, new Nothing(), open.Id);
        (_values["bat"], _values["bat2"]) = (open.Batches[0].Id, open.Batches[1].Id);
        var proposed = await ProposeAsync(ReleaseMode.Targeted, 1);
        (_values["rel"], _values["batNew"]) = (proposed.Id, proposed.Batches[0].Id);
        var listing = await ProposeAsync(ReleaseMode.Targeted, 1);
        var job = await Maker.DoAsync(Operations.StartPersonList, new AddPersonsRequest([MadeUp.Person(++_person)]), listing.Batches[0].Id);
        _values["job"] = job.Id;
    }

    private async Task AddVouchersAsync()
    {
        _holder = ++_person;
        _values["code"] = (await ClaimAsync(_holder, _values["bat"])).Code;
        _values["document"] = JsonText(MadeUp.Document(_holder));
        foreach (var role in new[] { Audience.Institution, Audience.CoursePlatform })
        {
            await Parties[role].DoAsync(Operations.CheckVoucher, new CheckVoucherRequest(_values["code"]) { InstitutionId = _values["ins"] });
        }

        await ClaimAsync(++_person, _values["bat"]);
        _values["holder"] = JsonText(MadeUp.Document(_person));
        _values["used"] = await UseAsync();
        var applied = await UseAsync();
        var roster = new SubmitApplicationRequest { Rows = [new() { Code = applied }] };
        _values["app"] = (await Parties[Audience.Institution].DoAsync(Operations.SubmitApplication, roster)).Application!.Id;
    }

    /// <summary>Two endpoints for each role that has a feed, one of which it can remove.</summary>
    private async Task AddWebhooksAsync()
    {
        foreach (var (role, party) in Parties.Where(p => Operations.CreateWebhookEndpoint.Audience.HasFlag(p.Key)))
        {
            var request = new CreateWebhookEndpointRequest { Url = "https://example.org/" + _values["region"], Secret = WebhookSecret.New().Reveal() };
            _values[$"whe{role}"] = (await party.DoAsync(Operations.CreateWebhookEndpoint, request)).Id;
            _values[$"whe{role}Spare"] = (await party.DoAsync(Operations.CreateWebhookEndpoint, request)).Id;
            _values[$"whd{role}"] = (await party.DoAsync(Operations.TestWebhookEndpoint, new Nothing(), _values[$"whe{role}"])).Id;
        }
    }

    private Task<Release> ProposeAsync(ReleaseMode mode, int batches)
    {
        var now = _server.Time.GetUtcNow();
        var batch = new ProposedBatch
        {
            SchemeId = _values["sch"], BudgetLineId = _values["bud"], Mode = mode, Quantity = 10_000,
            OpensAt = now.AddMinutes(-1), ClosesAt = now.AddDays(60), Channels = [new() { ChannelId = _values["cha"] }],
        };
        return Maker.DoAsync(Operations.ProposeRelease, new ProposeReleaseRequest { Title = "发放" + _values["region"], Batches = [.. Enumerable.Repeat(batch, batches)] });
    }

    private async Task<Voucher> ClaimAsync(int person, string batch)
    {
        var proof = await ProveAsync(Audience.Channel, person, IdentityPurpose.Claim, batch);
        return await Parties[Audience.Channel].DoAsync(Operations.ClaimVoucher, new ClaimRequest { BatchId = batch, Assertion = proof });
    }

    private async Task<string> UseAsync()
    {
        var person = ++_person;
        var voucher = await ClaimAsync(person, _values["bat2"]);
        var request = new RedeemRequest { Scan = voucher.Code, Document = MadeUp.Document(person), Project = "electrician", Level = 5, ClassEndsOn = Today.AddDays(10) };
        await Parties[Audience.Institution].DoAsync(Operations.RedeemVoucher, request);
        return voucher.Code;
    }

    private static string JsonText<T>(T value) => JsonSerializer.Serialize(value, Json.Options.GetTypeInfo<T>());
}
