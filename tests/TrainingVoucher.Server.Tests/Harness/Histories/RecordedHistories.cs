using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Model;

namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>Concurrent clients fall upon few vouchers and one small batch, and what they were told is recorded.</summary>
internal sealed class RecordedHistories(Scenario s, IReadOnlyList<InstitutionClient> schools, int seed)
{
    private const int Clients = 8;
    private const int Vouchers = 3;
    private const int CallsPerClient = 5;
    private const int Quantity = 5;
    private const int Persons = 9;

    private static readonly ActKind?[] Kinds = [ActKind.Redeem, ActKind.Redeem, ActKind.Redeem, ActKind.Redeem, ActKind.Redeem, ActKind.Reverse, ActKind.Reverse, ActKind.Reverse, ActKind.Suspend, ActKind.Resume, ActKind.Resume, ActKind.Revoke, null];

    public static readonly ModelTerms Terms = new(ReversalHours: 24, RestoresDays: 7, LapseDays: 90, SettlesItself: false, CountsEver: true);

    /// <summary>Redeems, reversals, suspensions, revocations and looks; with the voucher each one started as.</summary>
    public async Task<(History<VoucherCall> History, ModelVoucher Start)> OfVouchersAsync()
    {
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), Vouchers);
        var vouchers = await s.ClaimManyAsync(batch, Vouchers);

        var history = new History<VoucherCall>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var dice = new Random(seed * 31 + client);
            for (var i = 0; i < CallsPerClient; i++)
            {
                var person = dice.Next(Vouchers);
                var call = new VoucherCall(vouchers[person].Code, Kinds[dice.Next(Kinds.Length)], dice.Next(3) == 0 ? 1 : 0, s.Today.AddDays(10));
                await history.CallAsync(client, call, () => DoAsync(call, person + 1));
            }
        }));
        return (history, new ModelVoucher(VoucherState.Claimed, vouchers[0].ValueFen, vouchers[0].FirstDay, vouchers[0].LastDay));
    }

    /// <summary>Claims of more persons than there are vouchers, some at once for one person; returns; counts; now and then the end.</summary>
    public async Task<(History<BatchCall> History, BatchObject Start)> OfBatchAsync()
    {
        var batch = await s.ReleaseAsync(Scenario.FaceValue() with { LimitPerPerson = 5 }, Quantity);
        var history = new History<BatchCall>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var dice = new Random(seed * 37 + client);
            for (var i = 0; i < CallsPerClient - 1; i++)
            {
                await OnBatchAsync(history, batch, client, dice);
            }
        }));
        return (history, new BatchObject(Quantity, 0, 0, true));
    }

    private async Task OnBatchAsync(History<BatchCall> history, Batch batch, int client, Random dice)
    {
        var person = dice.Next(Persons);
        switch (dice.Next(20))
        {
            case 0 when client == 0:
                await history.CallAsync(client, new("close", 0), () => NothingAsync(s.Maker.CloseBatchAsync(batch.Id, new("full"))));
                return;
            case < 4:
                await history.CallAsync(client, new("count", 0), async () => $"{(await s.Maker.GetBatchAsync(batch.Id)).Claimed}");
                return;
            default:
                Voucher? voucher = null;
                var assertion = await s.AssertAsync(s.Bank, 1 + person, IdentityPurpose.Claim, batch.Id);
                await history.CallAsync(client, new("claim", person), async () => await NothingAsync(voucher = await s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion })));
                if (voucher is not null && dice.Next(3) == 0)
                {
                    var proof = await s.AssertAsync(s.Bank, 1 + person, IdentityPurpose.Return, code: voucher.Code);
                    await history.CallAsync(client, new("return", person), () => NothingAsync(s.Bank.ReturnAsync(new() { Code = voucher.Code, Assertion = proof })));
                }

                return;
        }
    }

    private async Task<string?> DoAsync(VoucherCall call, int person)
    {
        var act = new VoucherActRequest { Code = call.Code, Reason = "history" };
        switch (call.Kind)
        {
            case ActKind.Redeem:
                return await NothingAsync(schools[call.School].RedeemAsync(new() { Scan = call.Code, Document = MadeUp.Document(person), Project = "electrician", ClassEndsOn = call.ClassEndsOn }));
            case ActKind.Reverse:
                return await NothingAsync(schools[call.School].ReverseAsync(new() { Code = call.Code, Reason = "history" }));
            case ActKind.Suspend:
                return await NothingAsync(s.Maker.SuspendVoucherAsync(act));
            case ActKind.Resume:
                return await NothingAsync(s.Maker.ResumeVoucherAsync(act));
            case ActKind.Revoke:
                return await NothingAsync(s.Maker.RevokeVoucherAsync(act));
            default:
                var seen = await schools[call.School].CheckAsync(new(call.Code));
                return seen.Usable ? null : seen.Code;
        }
    }

    private static async Task<string?> NothingAsync(Task call)
    {
        await call;
        return null;
    }

    private static Task<string?> NothingAsync(Voucher _) => Task.FromResult<string?>(null);
}
