using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>One sequence on a real server, through the SDK, and on the model at once.</summary>
internal sealed class CityWalk(Scenario s, IReadOnlyList<InstitutionClient> schools, int number)
{
    private const int Persons = 4;

    private readonly CityModel _model = new();
    private readonly CityHands _hands = new(s, schools);
    private string _line = "";

    /// <summary>How often each act came to each code.</summary>
    public Dictionary<(CityActKind Kind, string Code), int> Seen { get; } = [];

    /// <summary>A budget line, three schemes in a group and out of it, one batch of each and one for named persons.</summary>
    public async Task PrepareAsync(Dice dice)
    {
        var group = $"g{number}";
        SchemeDefinition basis = Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 2 + dice.A % 3 }, ReversalHours = 20, ReversalRestoresDays = 2, LapseDays = 1 };
        var line = await s.AddLineAsync(CityBudget);
        _line = line.Id;
        _model.Now = s.Server.Time.GetUtcNow();
        await AddAsync(basis with { Group = group, LimitPerPerson = 2, LimitCounting = LimitCounting.Live }, amountFen: 50_000, 2 + dice.B % 2, quota: 2, []);
        await AddAsync(basis with { Group = group, GroupLimit = 2, LimitPerPerson = 2, ValueMode = ValueMode.ProjectStandard }, amountFen: 30_000, 2 + dice.C % 3, quota: null, []);
        await AddAsync(basis with { ValueMode = ValueMode.Attendance, ValueFen = 0 }, amountFen: 0, 3, quota: null, []);
        await AddAsync(basis with { ValueFen = 777 }, amountFen: 777, 2, quota: null, [1, 2]);
        await AddAsync(basis with { Group = group, ValueFen = 999 }, amountFen: 999, 2, quota: null, []);
    }

    public const long CityBudget = 10_000_000;

    public async Task StepAsync(Dice dice)
    {
        _model.Now = s.Server.Time.GetUtcNow();
        var act = Choose(dice);
        if (act.Kind == CityActKind.Pass)
        {
            s.Server.Time.Advance(TimeSpan.FromHours(act.Hours));
            return;
        }

        var allowed = _model.Refusals(act);
        var code = await _hands.TryAsync(act);
        Assert.True(allowed.Count == 0 ? code == "ok" : allowed.Contains(code), $"{act}: the server says {code}, the model {string.Join('|', allowed.DefaultIfEmpty("ok"))}.");
        Seen[(act.Kind, code)] = Seen.GetValueOrDefault((act.Kind, code)) + 1;
        if (code == "ok")
        {
            _model.Do(act);
        }

        await CompareAsync();
    }

    /// <summary>Records what the calendar has decided and compares the money.</summary>
    public async Task CloseAsync()
    {
        _model.Now = s.Server.Time.GetUtcNow();
        await s.SweepAsync();
        _model.Do(new(CityActKind.Sweep));
        await CompareAsync();
        var line = await s.Maker.GetBudgetLineAsync(_line);
        Assert.Equal(_model.Balances(CityBudget).AsEnumerable(), [line.AvailableFen, line.ReservedFen, line.ObligatedFen, line.ApprovedFen, line.DisbursedFen]);
    }

    private async Task AddAsync(SchemeDefinition definition, long amountFen, int quantity, int? quota, int[] persons)
    {
        var scheme = await s.DefineAsync(definition);
        var closes = s.Server.Time.GetUtcNow().AddHours(60);
        var proposed = s.Proposed(scheme, quantity, persons.Length > 0 ? ReleaseMode.Targeted : ReleaseMode.SelfClaimed) with
        {
            BudgetLineId = definition.ValueFen > 0 ? _line : null,
            ClosesAt = closes,
            Channels = [new() { ChannelId = s.BankId, Quota = quota }],
        };
        var terms = new ModelTerms(
            definition.ReversalHours, definition.ReversalRestoresDays, definition.LapseDays, definition.ValueMode == ValueMode.Attendance, definition.LimitCounting == LimitCounting.Ever);
        var model = new ModelScheme(_model.Batches.Count, definition.ValueFen, amountFen, terms, definition.LimitPerPerson, definition.Group, definition.GroupLimit, definition.Validity.DaysFromClaim!.Value);
        var batch = new ModelBatch(model, quantity, quota, persons.Length > 0, closes);
        _model.Batches.Add(batch);
        foreach (var (person, code) in await _hands.ReleaseAsync(proposed, persons))
        {
            var assigned = new ModelVoucher(VoucherState.Assigned, definition.ValueFen, ModelVoucher.DayOf(proposed.OpensAt), ModelVoucher.DayOf(closes.AddTicks(-1)));
            _model.Holdings.Add(new(person, batch, assigned, ThroughChannel: false));
            _hands.Codes.Add(code);
        }
    }

    /// <summary>Mostly something that the model allows.</summary>
    private CityAct Choose(Dice dice)
    {
        var kinds = Weighted.Where(k => (k is < CityActKind.Redeem or > CityActKind.Resume || _model.Holdings.Count > 0) && (k is < CityActKind.Accept or > CityActKind.Withdraw || _model.Lines.Count > 0)
            && (k != CityActKind.Apply || _model.Holdings.Count > 0)).ToList();
        CityAct act = null!;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var (a, b, c) = (dice.A + attempt * 7919, dice.B + attempt * 104_729, dice.C + attempt * 1_299_709);
            var voucher = _model.Holdings.Count == 0 ? 0 : b % _model.Holdings.Count;
            act = new CityAct(kinds[a % kinds.Count])
            {
                Batch = c % _model.Batches.Count,
                Voucher = voucher,
                Person = c % 9 == 0 || _model.Holdings.Count == 0 || kinds[a % kinds.Count] == CityActKind.Claim ? 1 + b % Persons : _model.Holdings[voucher].Person,
                School = b % 10 == 0 ? 1 : 0,
                Application = _model.Lines.Count == 0 ? 0 : b % _model.Lines.Count,
                Hours = 1 + b % 15,
                ClassEndsOn = ModelVoucher.DayOf(_model.Now).AddDays(c % 4),
            };
            if (dice.C % 4 == 0 || _model.Refusals(act).Count == 0)
            {
                break;
            }
        }

        return act;
    }

    private static readonly CityActKind[] Weighted = [.. Enum.GetValues<CityActKind>().SelectMany(k => Enumerable.Repeat(k, k switch
    {
        CityActKind.Claim => 30,
        CityActKind.Redeem => 24,
        CityActKind.Apply => 24,
        CityActKind.Accept or CityActKind.Approve or CityActKind.Disburse or CityActKind.Settle => 16,
        CityActKind.Reverse or CityActKind.Exchange or CityActKind.Resume or CityActKind.ResumeBatch or CityActKind.Pass => 4,
        CityActKind.CloseBatch => 1,
        _ => 2,
    }))];

    private async Task CompareAsync()
    {
        var rows = await s.Server.Store.ReadAsync(x => x.QueryAsync<VoucherRow>($"SELECT {VoucherStore.Columns} FROM voucher t"), CancellationToken.None);
        var mine = rows.ToDictionary(r => r.Code.Format(), StringComparer.Ordinal);
        for (var i = 0; i < _model.Holdings.Count; i++)
        {
            var (expected, actual) = (_model.Holdings[i].Voucher, mine[_hands.Codes[i]]);
            Assert.Equal(expected.At(_model.Now), actual.StateAt(_model.Now));
            Assert.Equal((expected.Suspended, expected.AmountFen, expected.FirstDay, expected.LastDay), (actual.Suspended, actual.AmountFen, actual.FirstDay, actual.LastDay));
            Assert.Equal((expected.ClassEndsOn, expected.RedeemedAt), (actual.ClassEndsOn, actual.RedeemedAt));
        }
    }
}
