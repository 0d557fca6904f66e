using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>Workers who take vouchers through their lives, each worker his own, until they are told to stop; what one begins he ends.</summary>
internal sealed class Load(LiveCity city, Commander commander, string batch, int seed, CancellationToken cancellation)
{
    private volatile bool _stopped;

    public void Stop() => _stopped = true;

    public Task RunAsync(int workers) => Task.WhenAll(Enumerable.Range(0, workers).Select(WorkAsync));

    private async Task WorkAsync(int worker)
    {
        var (dice, person) = (new Random(seed * 1009 + worker), worker * 5_000);
        while (!_stopped)
        {
            await LiveAsync(dice, ++person);
        }
    }

    /// <summary>One voucher: claimed, redeemed and reversed some times, suspended now and then, and paid if it comes so far.</summary>
    private async Task LiveAsync(Random dice, int person)
    {
        if (await AssertAsync(person) is not { } assertion)
        {
            return;
        }

        var claimed = await commander.DoAsync(city.Bank, Operations.ClaimVoucher, new ClaimRequest { BatchId = batch, Assertion = assertion }, "Claim", "");
        if (claimed.Status != 200)
        {
            return;
        }

        var code = claimed.Read<Voucher>().Code;
        for (var times = dice.Next(1, 5); times > 0 && !_stopped; times--)
        {
            await RedeemAsync(code, person);
            await DoAsync(city.School, Operations.ReverseRedemption, new ReverseRequest { Code = code, Reason = "crash" }, "Reverse", code);
        }

        switch (dice.Next(8))
        {
            case 0:
                await DoAsync(city.Maker, Operations.RevokeVoucher, Acting(code), "Revoke", code);
                break;
            case 1:
                await DoAsync(city.Maker, Operations.SuspendVoucher, Acting(code), "Suspend", code);
                await RedeemAsync(code, person);
                break;
            case < 5:
                await RedeemAsync(code, person);
                await SettleAsync(code, dice.Next(6));
                break;
            default:
                await RedeemAsync(code, person);
                await RedeemAsync(code, person);
                break;
        }
    }

    private static VoucherActRequest Acting(string code) => new() { Code = code, Reason = "crash" };

    /// <summary>Application, review, approval, payment, settlement: as many of these steps as said.</summary>
    private async Task SettleAsync(string code, int steps)
    {
        var applied = await DoAsync(city.School, Operations.SubmitApplication, Settling.Roster(code), "Apply", code);
        var application = applied.Read<SubmittedApplication>().Application!;
        Func<Task>[] acts =
        [
            () => DoAsync(city.Maker, Operations.ReviewApplication, Settling.Accept(1), "Review", code, application.Id),
            () => DoAsync(city.Checker, Operations.ApproveApplication, new Nothing(), "Approve", code, application.Id),
            () => DoAsync(city.Maker, Operations.DisburseApplication, new DisburseRequest { Reference = "1", PaidOn = LiveCity.Today }, "Disburse", code, application.Id),
            () => DoAsync(city.Maker, Operations.SettleApplication, new Nothing(), "Settle", code, application.Id),
        ];
        foreach (var act in acts.Take(steps))
        {
            await act();
        }
    }

    private Task<Told> RedeemAsync(string code, int person) => DoAsync(
        city.School,
        Operations.RedeemVoucher,
        new RedeemRequest { Scan = code, Document = MadeUp.Document(person), Project = "electrician", ClassEndsOn = LiveCity.Today.AddDays(10) },
        "Redeem",
        code);

    private Task<Told> DoAsync<TRequest, TResponse>(TrainingVoucherClient client, Operation<TRequest, TResponse> operation, TRequest request, string kind, string code, string? id = null) =>
        commander.DoAsync(client, operation, request, kind, code, id);

    /// <summary>An assertion, which is no command of the comparison; nothing when the server fails meanwhile.</summary>
    private async Task<string?> AssertAsync(int person)
    {
        try
        {
            return await city.AssertAsync(batch, person);
        }
        catch (TrainingVoucherException e) when (e.Status is 0 or 401 or >= 429)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            return null;
        }
    }
}
