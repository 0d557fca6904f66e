using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Journal;

/// <summary>Random actors do random things to few vouchers of few persons, so that they meet every limit. The same seed does the same.</summary>
internal sealed class RandomWalk(Scenario s, int seed)
{
    private const int Persons = 5;
    private static readonly Reason Why = new("walk");

    private readonly Random _dice = new(seed);
    private readonly List<Scheme> _schemes = [];
    private readonly List<Batch> _batches = [];
    private readonly List<(Voucher Voucher, int Person)> _vouchers = [];
    private readonly List<InstitutionClient> _schools = [];
    private long _application;

    /// <summary>How often each action was done, and how often each code refused one.</summary>
    public Dictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public async Task PrepareAsync()
    {
        await s.Maker.AddSubsidyStandardsAsync(new([new() { Project = "electrician", Level = 5, Fen = 30_000, ValidFrom = new(2020, 1, 1), ValidTo = new(2099, 1, 1) }]));
        var definition = Scenario.FaceValue() with { Group = "g", LapseDays = 2, Validity = new() { DaysFromClaim = 3 }, ReversalRestoresDays = 2, LimitPerPerson = 3 };
        foreach (var d in (SchemeDefinition[])[
            definition,
            definition with { GroupLimit = 2, LimitCounting = LimitCounting.Live, ValueMode = ValueMode.ProjectStandard },
            definition with { Group = null, LimitPerPerson = 2, ValueFen = 777, LimitCounting = LimitCounting.Live },
            definition with { Group = null, ValueMode = ValueMode.Attendance, ValueFen = 0 }])
        {
            _schemes.Add(await s.DefineAsync(d));
        }

        _schools.AddRange([s.School, (await s.AddSchoolAsync()).Client]);
        for (var i = 0; i < 4; i++)
        {
            await ReleaseAsync();
        }
    }

    public async Task StepAsync()
    {
        var (name, act) = Choose();
        string outcome;
        try
        {
            outcome = await act() ?? "ok";
        }
        catch (TrainingVoucherException e)
        {
            outcome = e.Code;
        }

        Seen[$"{name} {outcome}"] = Seen.GetValueOrDefault($"{name} {outcome}") + 1;
    }

    private (string Name, Func<Task<string?>> Act) Choose() => _dice.Next(100) switch
    {
        < 30 => ("claim", ClaimAsync),
        < 35 => ("return", () => HolderAsync(IdentityPurpose.Return)),
        < 38 => ("decline", () => HolderAsync(IdentityPurpose.Decline)),
        < 44 => ("exchange", ExchangeAsync),
        < 60 => ("redeem", RedeemAsync),
        < 66 => ("reverse", ReverseAsync),
        < 69 => ("revoke", () => OfficerAsync(s.Maker.RevokeVoucherAsync)),
        < 71 => ("suspend", () => OfficerAsync(s.Maker.SuspendVoucherAsync)),
        < 74 => ("resume", () => OfficerAsync(s.Maker.ResumeVoucherAsync)),
        < 88 => ("subsidy", SubsidyAsync),
        < 93 => ("release", ReleaseAsync),
        < 95 => ("close", CloseAsync),
        < 97 => ("sweep", SweepAsync),
        _ => ("time", PassAsync),
    };

    private async Task<string?> ClaimAsync()
    {
        var (batch, person) = (Pick(_batches), Person());
        _vouchers.Add((await s.ClaimAsync(batch, person), person));
        return null;
    }

    private async Task<string?> HolderAsync(IdentityPurpose purpose)
    {
        var (voucher, person) = await PickInAsync(purpose == IdentityPurpose.Return ? VoucherState.Claimed : VoucherState.Assigned);
        var request = new HolderRequest { Code = voucher.Code, Assertion = await s.AssertAsync(s.Bank, person, purpose, code: voucher.Code) };
        await (purpose == IdentityPurpose.Return ? s.Bank.ReturnAsync(request) : s.Bank.DeclineAsync(request));
        return null;
    }

    private async Task<string?> ExchangeAsync()
    {
        var ((voucher, person), batch) = (await PickInAsync(VoucherState.Claimed), Pick(_batches));
        var assertion = await s.AssertAsync(s.Bank, person, IdentityPurpose.Exchange, batch.Id, voucher.Code);
        _vouchers.Add((await s.Bank.ExchangeAsync(new() { Code = voucher.Code, BatchId = batch.Id, Assertion = assertion }), person));
        return null;
    }

    private async Task<string?> RedeemAsync()
    {
        var (voucher, person) = await PickInAsync(VoucherState.Claimed);
        var request = s.Redeeming(voucher, _dice.Next(10) == 0 ? Person() : person) with { ClassEndsOn = s.Today.AddDays(_dice.Next(3)) };
        await Pick(_schools).RedeemAsync(_dice.Next(2) == 0 && voucher.Token is { } token ? request with { Scan = token } : request);
        return null;
    }

    private async Task<string?> ReverseAsync()
    {
        await Pick(_schools).ReverseAsync(new() { Code = (await PickInAsync(VoucherState.Redeemed)).Voucher.Code, Reason = "walk" });
        return null;
    }

    private async Task<string?> OfficerAsync(Func<VoucherActRequest, RequestOptions?, CancellationToken, Task<Voucher>> act)
    {
        await act(new() { Code = Pick(_vouchers).Voucher.Code, Reason = "walk" }, null, default);
        return null;
    }

    /// <summary>A step of a subsidy application, on the ledger itself.</summary>
    private async Task<string?> SubsidyAsync()
    {
        var (voucher, _) = await PickInAsync(VoucherState.Redeemed, VoucherState.Applied, VoucherState.Approved, VoucherState.Disbursed);
        Assert.True(VoucherCode.TryParse(voucher.Code, out var code));
        var now = s.Server.Time.GetUtcNow();
        return await s.Server.Store.ChangeAsync(
            async session =>
            {
                var row = (await VoucherStore.TakeAsync(session, $"SELECT {VoucherStore.Columns} FROM voucher t WHERE t.id = @id", new { id = code.Id.ToBytes() })).Single();
                VoucherCommand[] commands =
                [
                    new VoucherCommand.Apply(row.InstitutionId ?? 0, ++_application), new VoucherCommand.Approve(), new VoucherCommand.Disburse(),
                    new VoucherCommand.PaymentReturned(), new VoucherCommand.Settle(), new VoucherCommand.TakeOut(),
                ];
                var usual = row.State switch { VoucherState.Applied => 1, VoucherState.Approved => 2, VoucherState.Disbursed => 4, _ => 0 };
                var command = commands[_dice.Next(3) == 0 ? _dice.Next(commands.Length) : usual];
                var outcome = await session.AttemptAsync(() => VoucherLedger.ExecuteAsync(session, row, command, now, session.AppendAsync), o => o.Refusal is null);
                return $"{command.GetType().Name} {outcome.Refusal?.Code.Code}";
            },
            CancellationToken.None);
    }

    private async Task<string?> ReleaseAsync()
    {
        var scheme = Pick(_schemes);
        if (_dice.Next(3) == 0)
        {
            var batch = await s.ReleaseToAsync(scheme, [.. Enumerable.Range(1, Persons).Where(_ => _dice.Next(2) == 0).DefaultIfEmpty(1)]);
            var assigned = await s.Maker.ListVouchersAsync(new() { BatchId = batch.Id });
            _batches.Add(batch);
            _vouchers.AddRange(assigned.Items.Select(r => (r.Voucher, Person())));
            return "targeted";
        }

        var proposed = s.Proposed(scheme, 1 + _dice.Next(4)) with { ClosesAt = s.Server.Time.GetUtcNow().AddHours(12 + _dice.Next(96)) };
        _batches.Add(await s.ReleaseAsync(proposed with { Channels = [new() { ChannelId = s.BankId, Quota = _dice.Next(2) == 0 ? 2 : null }] }));
        return null;
    }

    private async Task<string?> CloseAsync()
    {
        await s.Maker.CloseBatchAsync(Pick(_batches).Id, Why);
        return null;
    }

    private async Task<string?> SweepAsync()
    {
        await s.SweepAsync();
        return null;
    }

    private Task<string?> PassAsync()
    {
        s.Server.Time.Advance(TimeSpan.FromHours(1 + _dice.Next(20)));
        return Task.FromResult<string?>(null);
    }

    /// <summary>Mostly a voucher for which the action makes sense, now and then any.</summary>
    private async Task<(Voucher Voucher, int Person)> PickInAsync(params VoucherState[] states)
    {
        var ids = (await s.Server.Store.ReadAsync(x => x.QueryAsync<(byte[] Id, int State)>("SELECT id, state FROM voucher"), CancellationToken.None))
            .Where(row => states.Contains((VoucherState)row.State)).Select(row => new VoucherCode(VoucherId.FromBytes(row.Id)).Format()).ToHashSet(StringComparer.Ordinal);
        var fitting = _vouchers.Where(v => ids.Contains(v.Voucher.Code)).ToList();
        return Pick(fitting.Count == 0 || _dice.Next(5) == 0 ? _vouchers : fitting);
    }

    private int Person() => 1 + _dice.Next(Persons);

    // Mostly what is new: the old has ended.
    private T Pick<T>(List<T> from) => from.Count == 0
        ? throw new TrainingVoucherException(0, "nothing", "There is nothing to act on.")
        : from[Math.Max(0, from.Count - 1 - _dice.Next(_dice.Next(4) == 0 ? from.Count : Math.Min(8, from.Count)))];
}
