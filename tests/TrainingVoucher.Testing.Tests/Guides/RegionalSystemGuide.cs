using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for regional systems; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class RegionalSystemGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var officeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var officerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });
        var me = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.Authority, PublicKey = PublicKeyJwk.From(officeKey), OfficerKey = PublicKeyJwk.From(officerKey) });

        TrainingVoucherClient Connect(string clientId, string keyId, ECDsa clientKey, OfficerCredentials? officer = null) => new(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = clientId, KeyId = keyId, PrivateKey = clientKey },
            Officer = officer,
        });

        using var office = Connect(me.ClientId, me.KeyId, officeKey, new() { OfficerId = me.OfficerId!, KeyId = me.OfficerKeyId!, PrivateKey = officerKey });
        var maker = office.Authority;
        #endregion

        #region register
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var registered = await maker.CreateClientAsync(new() { OwnerId = me.OwnerId, Kind = ClientKind.RegionalSystem, Name = "区资金系统", PublicKey = PublicKeyJwk.From(key) });
        using var client = Connect(registered.Id, registered.Keys[0].Id, key);
        var system = client.RegionalSystem;
        #endregion

        #region officers
        using var secondKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var colleague = await maker.CreateOfficerAsync(new() { Name = "李复核", PublicKey = PublicKeyJwk.From(secondKey) });
        var (reviewer, approver) = (me.OfficerId!, colleague.Officer.Id);
        #endregion

        #region partners
        using var bankKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var channel = await maker.CreateChannelAsync(new() { Region = me.Region, Name = new("某银行", "A bank") });
        var bankSystem = await maker.CreateClientAsync(new() { OwnerId = channel.Id, Name = "手机银行", PublicKey = PublicKeyJwk.From(bankKey) });
        using var bank = Connect(bankSystem.Id, bankSystem.Keys[0].Id, bankKey);

        using var schoolKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var institution = await maker.CreateInstitutionAsync(new() { Region = me.Region, Name = new("某培训学校", "A school"), Type = InstitutionType.TrainingSchool });
        var schoolSystem = await maker.CreateClientAsync(new() { OwnerId = institution.Id, Name = "扫码枪", PublicKey = PublicKeyJwk.From(schoolKey) });
        using var school = Connect(schoolSystem.Id, schoolSystem.Keys[0].Id, schoolKey);
        #endregion

        #region release
        var line = await maker.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = DateTime.Today.Year, Name = "技能提升" });
        await maker.AppropriateBudgetAsync(line.Id, new() { Fen = 10_000_000, Reference = "区财政1号" });
        var name = new LocalText("面值券（300元）", "Voucher, 300 yuan");
        var scheme = await maker.CreateSchemeAsync(new(
            me.Region, new() { Name = name, ValueMode = ValueMode.FaceValue, ValueFen = 30_000, Validity = new() { DaysFromClaim = 30 } }, new() { Title = name }));
        var now = (await visitor.Sandbox.GetClockAsync()).Now;
        var release = await maker.ProposeReleaseAsync(new()
        {
            Title = "第一次发放",
            Batches =
            [
                new()
                {
                    SchemeId = scheme.Id,
                    BudgetLineId = line.Id,
                    Mode = ReleaseMode.SelfClaimed,
                    Quantity = 100,
                    OpensAt = now.AddMinutes(-1),
                    ClosesAt = now.AddDays(60),
                    Channels = [new() { ChannelId = channel.Id }],
                },
            ],
        });
        using var second = Connect(me.ClientId, me.KeyId, officeKey, new() { OfficerId = approver, KeyId = colleague.KeyId, PrivateKey = secondKey });
        var batch = (await second.Authority.ApproveReleaseAsync(release.Id)).Batches[0];
        #endregion

        #region use
        var holder = SandboxPersons.Eligible;
        var session = await bank.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        var proof = await bank.Public.SandboxAuthenticateAsync(session.Id, new() { Document = holder.Document, Name = holder.Name });
        var voucher = await bank.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = proof.Assertion });
        await school.Institution.RedeemAsync(new()
        {
            Scan = voucher.Code, Document = holder.Document, Project = "welder", Level = 5, ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
        });
        var submitted = (await school.Institution.SubmitApplicationAsync(new() { Rows = [new() { Code = voucher.Code }] })).Application!;
        #endregion

        #region feed
        var (place, handedIn) = (0L, "");
        await foreach (var happened in system.FollowFeedAsync(after: place))
        {
            place = happened.Number;
            if (happened is { Type: FeedEventType.ApplicationSubmitted, Application: { } told } && told.Id == submitted.Id)
            {
                handedIn = told.Id;
                break;
            }
        }
        #endregion

        #region check
        var roster = await system.CheckRosterAsync(new([new() { Code = voucher.Code, Document = holder.Document }, new() { Code = voucher.Code }]));
        foreach (var row in roster.Rows)
        {
            Console.WriteLine(row.Refusal ?? $"{row.State}, {row.Fen} fen, the trainee's: {row.IsHolder}");
        }
        #endregion

        #region review
        await system.ReportReviewAsync(handedIn, new() { ReviewedBy = reviewer, ApprovedBy = approver, Lines = [new() { Line = 1, Accept = true }] });
        #endregion

        #region pay
        var payment = new ReportPaymentRequest
        {
            PaidBy = reviewer, Fen = 30_000, Reference = "国库8号", PaidOn = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date),
        };
        var paid = await system.ReportPaymentAsync(handedIn, payment);
        #endregion

        #region twice
        var refusal = "";
        try
        {
            await system.ReportPaymentAsync(handedIn, payment);
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.ApplicationState))
        {
            refusal = e.Code;
        }
        #endregion

        return $"{roster.Rows[0].State} {roster.Rows[0].IsHolder} {roster.Rows[1].Refusal} {paid.State} {refusal}";
    }
}
