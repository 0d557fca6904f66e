using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for regional systems; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class RegionalSystemGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });

        async Task<(SandboxPartner, TrainingVoucherClient)> JoinAsync(ClientKind kind)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var joined = await visitor.Sandbox.JoinAsync(new() { Kind = kind, PublicKey = PublicKeyJwk.From(key) });
            return (joined, new(new() { BaseAddress = sandbox, Client = new() { ClientId = joined.ClientId, KeyId = joined.KeyId, PrivateKey = key } }));
        }

        var (me, client) = await JoinAsync(ClientKind.RegionalSystem);
        var system = client.RegionalSystem;
        var (reviewer, approver) = (me.OfficerIds![0], me.OfficerIds[1]);
        #endregion

        #region use
        var (school, counter) = await JoinAsync(ClientKind.Institution);
        var (holder, voucher) = (SandboxPersons.Holder, school.Vouchers.First(v => v.Holder == SandboxPersons.Holder.Name).Voucher);
        var redemption = await counter.Institution.RedeemAsync(new()
        {
            Scan = voucher.Code, Document = holder.Document, Project = "welder", Level = 5, ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
        });
        var submitted = (await counter.Institution.SubmitApplicationAsync(new() { Rows = [new() { Code = voucher.Code }] })).Application!;
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
        var now = (await visitor.Sandbox.GetClockAsync()).Now;
        var payment = new ReportPaymentRequest
        {
            PaidBy = reviewer,
            Fen = redemption.Voucher.AmountFen,
            Reference = "国库8号",
            PaidOn = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).Date),
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
