using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>Does the acts of the model city on a real server; remembers what the server calls the things the model numbers.</summary>
internal sealed class CityHands(Scenario s, IReadOnlyList<InstitutionClient> schools)
{
    private static readonly Reason Why = new("walk");

    private readonly List<Batch> _batches = [];
    private readonly List<string> _applications = [];

    /// <summary>The codes of the vouchers, in the order of the model.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>Releases a batch, to named persons if there are any; gives their vouchers.</summary>
    public async Task<IEnumerable<(int Person, string Code)>> ReleaseAsync(ProposedBatch proposed, int[] persons)
    {
        var release = await s.Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = [proposed] });
        var batch = release.Batches.Single();
        if (persons.Length > 0)
        {
            await s.Maker.AddPersonsAsync(batch.Id, new([.. persons.Select(MadeUp.Person)]));
        }

        await s.Checker.ApproveReleaseAsync(release.Id);
        _batches.Add(batch);
        var assigned = new List<(int, string)>();
        foreach (var person in persons)
        {
            var mine = await s.Bank.ListHolderVouchersAsync(new(await s.AssertAsync(s.Bank, person, IdentityPurpose.View)));
            assigned.Add((person, mine.Items.Single(v => v.BatchId == batch.Id).Code));
        }

        return assigned;
    }

    /// <summary>Does it; gives <c>ok</c> or the code of the refusal.</summary>
    public async Task<string> TryAsync(CityAct act)
    {
        try
        {
            return await DoAsync(act);
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }

    private async Task<string> DoAsync(CityAct act)
    {
        var code = Codes.ElementAtOrDefault(act.Voucher) ?? "";
        var batch = _batches[act.Batch];
        switch (act.Kind)
        {
            case CityActKind.Claim:
                var claimed = (await s.ClaimAsync(batch, act.Person)).Code;
                if (!Codes.Contains(claimed, StringComparer.Ordinal))
                {
                    Codes.Add(claimed);
                }

                return "ok";
            case CityActKind.Exchange:
                var assertion = await s.AssertAsync(s.Bank, act.Person, IdentityPurpose.Exchange, batch.Id, code);
                var taken = (await s.Bank.ExchangeAsync(new() { Code = code, BatchId = batch.Id, Assertion = assertion })).Code;
                if (!Codes.Contains(taken, StringComparer.Ordinal))
                {
                    Codes.Add(taken);
                }

                return "ok";
            case CityActKind.Return:
                await s.Bank.ReturnAsync(await HolderAsync(act, code, IdentityPurpose.Return));
                return "ok";
            case CityActKind.Decline:
                await s.Bank.DeclineAsync(await HolderAsync(act, code, IdentityPurpose.Decline));
                return "ok";
            case CityActKind.Redeem:
                await schools[act.School].RedeemAsync(new() { Scan = code, Document = MadeUp.Document(act.Person), Project = "electrician", Level = 5, ClassEndsOn = act.ClassEndsOn });
                return "ok";
            case CityActKind.Reverse:
                await schools[act.School].ReverseAsync(new() { Code = code, Reason = "walk" });
                return "ok";
            case CityActKind.Apply:
                return await ApplyAsync(schools[act.School], code);
            case CityActKind.Sweep:
                await s.SweepAsync();
                return "ok";
            default:
                await OfficerAsync(act, code, batch.Id, _applications.ElementAtOrDefault(act.Application) ?? "");
                return "ok";
        }
    }

    private async Task<HolderRequest> HolderAsync(CityAct act, string code, IdentityPurpose purpose) =>
        new() { Code = code, Assertion = await s.AssertAsync(s.Bank, act.Person, purpose, code: code) };

    private async Task<string> ApplyAsync(InstitutionClient school, string code)
    {
        var submitted = await school.SubmitApplicationAsync(Settling.Roster(code));
        if (submitted.Application is not { } application)
        {
            return submitted.Report.Errors.Single().Reason;
        }

        _applications.Add(application.Id);
        return "ok";
    }

    private Task OfficerAsync(CityAct act, string code, string batch, string application) => act.Kind switch
    {
        CityActKind.Revoke => s.Maker.RevokeVoucherAsync(new() { Code = code, Reason = "walk" }),
        CityActKind.Suspend => s.Maker.SuspendVoucherAsync(new() { Code = code, Reason = "walk" }),
        CityActKind.Resume => s.Maker.ResumeVoucherAsync(new() { Code = code, Reason = "walk" }),
        CityActKind.SuspendBatch => s.Maker.SuspendBatchAsync(batch, Why),
        CityActKind.ResumeBatch => s.Maker.ResumeBatchAsync(batch, Why),
        CityActKind.CloseBatch => s.Maker.CloseBatchAsync(batch, Why),
        CityActKind.Accept => s.Maker.ReviewApplicationAsync(application, Settling.Accept(1)),
        CityActKind.Reject => s.Maker.ReviewApplicationAsync(application, Settling.Reject(1)),
        CityActKind.Approve => s.Checker.ApproveApplicationAsync(application),
        CityActKind.UpholdObjection => s.Maker.UpholdObjectionAsync(application, Settling.Lines(1)),
        CityActKind.Disburse => s.Maker.DisburseApplicationAsync(application, s.Payment()),
        CityActKind.ReturnPayment => s.Maker.ReturnPaymentAsync(application, Settling.Lines(1)),
        CityActKind.Settle => s.Maker.SettleApplicationAsync(application),
        CityActKind.Withdraw => WithdrawAsync(application),
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>Only the school that applied can withdraw; the other one does not know the application.</summary>
    private async Task WithdrawAsync(string application)
    {
        try
        {
            await schools[0].WithdrawApplicationAsync(application, Why);
        }
        catch (TrainingVoucherException e) when (e.Code == "not_found")
        {
            await schools[1].WithdrawApplicationAsync(application, Why);
        }
    }
}
