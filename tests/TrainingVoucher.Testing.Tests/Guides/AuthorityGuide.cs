using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for authorities; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class AuthorityGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var officerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });
        var me = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.Authority, PublicKey = PublicKeyJwk.From(key), OfficerKey = PublicKeyJwk.From(officerKey) });

        TrainingVoucherClient Connect(string clientId, string keyId, ECDsa clientKey, OfficerCredentials? officer = null) => new(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = clientId, KeyId = keyId, PrivateKey = clientKey },
            Officer = officer,
        });

        using var first = Connect(me.ClientId, me.KeyId, key, new() { OfficerId = me.OfficerId!, KeyId = me.OfficerKeyId!, PrivateKey = officerKey });
        var maker = first.Authority;
        #endregion

        #region second
        using var secondKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var colleague = await maker.CreateOfficerAsync(new() { Name = "李复核", PublicKey = PublicKeyJwk.From(secondKey) });
        using var second = Connect(me.ClientId, me.KeyId, key, new() { OfficerId = colleague.Officer.Id, KeyId = colleague.KeyId, PrivateKey = secondKey });
        var checker = second.Authority;
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

        #region money
        var line = await maker.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = DateTime.Today.Year, Name = "技能提升" });
        await maker.AppropriateBudgetAsync(line.Id, new() { Fen = 10_000_000, Reference = "区财政1号" });
        #endregion

        #region release
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
        var batch = (await checker.ApproveReleaseAsync(release.Id)).Batches[0];
        #endregion

        #region use
        var holder = SandboxPersons.Eligible;
        var session = await bank.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        var proof = await bank.Public.SandboxAuthenticateAsync(session.Id, new() { Document = holder.Document, Name = holder.Name });
        var voucher = await bank.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = proof.Assertion });
        var redemption = await school.Institution.RedeemAsync(new()
        {
            Scan = voucher.Code, Document = holder.Document, Project = "welder", Level = 5, ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
        });
        #endregion

        #region pay
        var application = (await school.Institution.SubmitApplicationAsync(new() { Rows = [new() { Code = voucher.Code }] })).Application!;
        await maker.ReviewApplicationAsync(application.Id, new([new() { Line = 1, Accept = true }]));
        await checker.ApproveApplicationAsync(application.Id);
        await maker.DisburseApplicationAsync(application.Id, new() { Reference = "国库8号", PaidOn = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date) });
        var settled = await maker.SettleApplicationAsync(application.Id);
        #endregion

        #region figures
        await foreach (var row in maker.ListAllStatisticsAsync(new() { By = StatisticsBy.Scheme }))
        {
            Console.WriteLine(row);
        }
        #endregion

        return $"{redemption.Voucher.State} {settled.State}";
    }
}
