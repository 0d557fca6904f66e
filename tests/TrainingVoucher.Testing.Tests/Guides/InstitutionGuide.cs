using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Testing.Tests.Guides;

/// <summary>The code of the guide for training institutions; <see cref="GuideTests"/> holds the two against each other and runs it.</summary>
internal static class InstitutionGuide
{
    public static async Task<string> RunAsync(string[] args)
    {
        #region join
        var sandbox = new Uri(args[0]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var visitor = new TrainingVoucherClient(new() { BaseAddress = sandbox });
        var me = await visitor.Sandbox.JoinAsync(new() { Kind = ClientKind.Institution, PublicKey = PublicKeyJwk.From(key) });
        using var client = new TrainingVoucherClient(new()
        {
            BaseAddress = sandbox,
            Client = new() { ClientId = me.ClientId, KeyId = me.KeyId, PrivateKey = key },
        });
        var school = client.Institution;
        #endregion

        #region scan
        var (holder, shown) = (SandboxPersons.Holder, me.Vouchers.First(v => v.Holder == SandboxPersons.Holder.Name).Voucher);
        var scan = shown.Token ?? shown.Code;
        #endregion

        #region offline
        var keys = await client.Public.GetKeySetAsync();
        var known = KeySetManifest.Verify(Convert.FromBase64String(keys.Manifest), TrustedRoots.Parse(me.TrustedRoots), current: null, TimeProvider.System.GetUtcNow());
        var verifier = new VoucherVerifier(known.KeySet!);
        var verdict = verifier.Verify(scan, TimeProvider.System.GetUtcNow());
        Console.WriteLine(verdict.IsAccepted ? $"signed, good for {verdict.Claims.ValueFen} fen" : verdict.Refusal.ToCode());
        #endregion

        #region check
        var check = await school.CheckAsync(new(scan));
        Console.WriteLine(check.Usable ? $"usable: {check.Voucher!.SchemeName.Zh}" : $"{check.Message!.Zh}{check.Next!.Zh}");
        #endregion

        #region mismatch
        var refused = "";
        var request = new RedeemRequest
        {
            Scan = scan,
            Document = SandboxPersons.Unregistered.Document,
            Project = "welder",
            Level = 5,
            ClassEndsOn = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
            Device = "counter-1",
        };
        try
        {
            await school.RedeemAsync(request);
        }
        catch (TrainingVoucherException e) when (e.Refusal is { } refusal)
        {
            refused = e.Code;
            Console.WriteLine($"{refusal.Chinese}{refusal.NextChinese}");
        }
        #endregion

        #region redeem
        var command = new RequestOptions { IdempotencyKey = $"redeem-{Guid.NewGuid():N}" };
        var redemption = await school.RedeemAsync(request with { Document = holder.Document }, command);
        Console.WriteLine($"{redemption.Voucher.Code}: {redemption.Voucher.AmountFen / 100m:0.00} yuan");
        #endregion

        #region reverse
        var reversed = await school.ReverseAsync(new() { Code = shown.Code, Reason = "选错了课程" });
        #endregion

        #region many
        var second = me.Vouchers.First(v => v.Holder == SandboxPersons.SecondHolder.Name).Voucher;
        var results = (await school.RedeemManyAsync(new(
        [
            request with { Document = holder.Document },
            request with { Scan = second.Code, Document = SandboxPersons.SecondHolder.Document },
            request with { Scan = me.Vouchers.First(v => v.Voucher.State == VoucherState.Redeemed).Voucher.Token!, Document = SandboxPersons.Served.Document },
        ]))).Results;
        foreach (var result in results)
        {
            Console.WriteLine(result.Redemption is { } done ? $"ok {done.Voucher.Code}" : $"{result.Code} {result.Message!.Zh}");
        }
        #endregion

        #region apply
        var submitted = await school.SubmitApplicationAsync(new()
        {
            Rows = [.. results.Where(r => r.Redemption is not null).Select(r => new RosterRow { Code = r.Redemption!.Voucher.Code })],
        });
        Console.WriteLine($"{submitted.Report.Accepted} accepted, {submitted.Application!.AmountFen} fen, {submitted.Application.State}");
        #endregion

        return $"{refused} {redemption.Voucher.State} {reversed.State} {results[1].Redemption?.Voucher.State} {results[2].Code} {submitted.Application.State}";
    }
}
