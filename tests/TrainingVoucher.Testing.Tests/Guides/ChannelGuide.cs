using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for channels; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class ChannelGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });
        var me = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.Channel, PublicKey = PublicKeyJwk.From(key) });
        using var client = new TrainingVoucherClient(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = me.ClientId, KeyId = me.KeyId, PrivateKey = key },
        });
        var bank = client.Channel;
        #endregion

        #region list
        await foreach (var batch in bank.ListAllClaimableAsync())
        {
            Console.WriteLine($"{batch.BatchId} {batch.Display.Title.Zh}: {batch.Left} left until {batch.ClosesAt:u}");
        }
        #endregion

        #region authenticate
        var holder = SandboxPersons.Eligible;
        var (open, restricted) = (me.Batches[0], me.Batches[1]);

        async Task<string> AuthenticateAsync(CreateIdentitySessionRequest purpose)
        {
            var session = await bank.CreateIdentitySessionAsync(purpose);
            var proof = await client.Public.SandboxAuthenticateAsync(session.Id, new() { Document = holder.Document, Name = holder.Name });
            return proof.Assertion;
        }
        #endregion

        #region eligibility
        var assertion = await AuthenticateAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = open.Id });
        var answer = await bank.CheckEligibilityAsync(new() { BatchId = open.Id, Assertion = assertion });
        Console.WriteLine(answer.Eligible ? $"can claim, to be pledged: {answer.Pledges.Count}" : ErrorCodes.Find(answer.Code!)?.English);
        #endregion

        #region claim
        var command = new RequestOptions { IdempotencyKey = $"claim-{Guid.NewGuid():N}" };
        var voucher = await bank.ClaimAsync(new() { BatchId = open.Id, Assertion = assertion, Pledges = answer.Pledges }, command);
        Console.WriteLine($"{voucher.Code}, {voucher.ValueFen / 100m:0.00} yuan, valid to {voucher.LastDay:yyyy-MM-dd}");
        #endregion

        #region again
        var again = await bank.ClaimAsync(new() { BatchId = open.Id, Assertion = assertion, Pledges = answer.Pledges }, command);
        Console.WriteLine(again.Code == voucher.Code);
        #endregion

        #region refused
        var refused = "";
        try
        {
            await bank.ClaimAsync(new() { BatchId = open.Id, Assertion = await AuthenticateAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = open.Id }) });
        }
        catch (TrainingVoucherException e) when (e.Refusal is { } refusal)
        {
            refused = e.Code;
            Console.WriteLine($"{refusal.Chinese}{refusal.NextChinese}");
        }
        #endregion

        #region exchange
        var exchange = await AuthenticateAsync(new() { Purpose = IdentityPurpose.Exchange, Code = voucher.Code, BatchId = restricted.Id });
        voucher = await bank.ExchangeAsync(new() { Code = voucher.Code, BatchId = restricted.Id, Assertion = exchange });
        #endregion

        #region redeem
        using var counterKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var school = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.Institution, PublicKey = PublicKeyJwk.From(counterKey) });
        using var counter = new TrainingVoucherClient(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = school.ClientId, KeyId = school.KeyId, PrivateKey = counterKey },
        });
        var redemption = await counter.Institution.RedeemAsync(new()
        {
            Scan = voucher.Code, Document = holder.Document, Project = "welder", Level = 5, ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
        });
        #endregion

        #region follow
        await foreach (var happened in bank.FollowFeedAsync(after: 0))
        {
            Console.WriteLine($"{happened.Number} {happened.Type} {happened.Voucher?.Code}");
            if (happened.Type == FeedEventType.VoucherRedeemed && happened.Voucher?.Code == voucher.Code)
            {
                break;
            }
        }
        #endregion

        return $"{again.Code == redemption.Voucher.Code} {refused} {redemption.Voucher.State}";
    }
}
