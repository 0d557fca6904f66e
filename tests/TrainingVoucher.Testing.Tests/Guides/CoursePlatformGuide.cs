using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for course platforms; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class CoursePlatformGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });
        var me = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.CoursePlatform, PublicKey = PublicKeyJwk.From(key) });
        using var client = new TrainingVoucherClient(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = me.ClientId, KeyId = me.KeyId, PrivateKey = key },
        });
        var platform = client.CoursePlatform;
        var school = me.InstitutionIds[0];
        #endregion

        #region check
        var learner = SandboxPersons.Holder;
        var code = me.Vouchers.First(v => v.Holder == learner.Name).Voucher.Code;
        var check = await platform.CheckAsync(new(code) { InstitutionId = school });
        Console.WriteLine(check.Usable ? $"usable: {check.Voucher!.SchemeName.Zh}" : $"{check.Message!.Zh}{check.Next!.Zh}");
        #endregion

        #region identity
        var session = await platform.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Redeem, Code = code, InstitutionId = school });
        var proof = await client.Public.SandboxAuthenticateAsync(session.Id, new() { Document = learner.Document, Name = learner.Name });
        #endregion

        #region deduct
        var redemption = await platform.RedeemAsync(
            new()
            {
                Scan = code,
                InstitutionId = school,
                Assertion = proof.Assertion,
                Project = "welder",
                Level = 5,
                Online = true,
                ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
            },
            new RequestOptions { IdempotencyKey = $"enrol-{Guid.NewGuid():N}" });
        Console.WriteLine($"{redemption.Voucher.Code}: {redemption.Voucher.AmountFen / 100m:0.00} yuan");
        #endregion

        #region feed
        await foreach (var happened in platform.FollowFeedAsync(after: 0))
        {
            Console.WriteLine($"{happened.Number} {happened.Type} {happened.Voucher?.Code}");
            if (happened.Type == FeedEventType.VoucherRedeemed && happened.Voucher?.Code == code)
            {
                break;
            }
        }
        #endregion

        #region delegated
        var refused = "";
        try
        {
            await platform.CheckAsync(new(code) { InstitutionId = me.InstitutionIds[1] });
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.NotDelegated))
        {
            refused = e.Code;
            Console.WriteLine(e.Refusal!.NextChinese);
        }
        #endregion

        return $"{check.Usable} {redemption.Voucher.State} {refused}";
    }
}
