using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>One voucher walks through the transition function and through the model at once.</summary>
internal sealed class TransitionWalk
{
    private const long UnitFen = 50_000;

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    private static readonly ActKind[] Weighted = [.. Enum.GetValues<ActKind>().SelectMany(k => Enumerable.Repeat(k, k switch
    {
        ActKind.Accept or ActKind.Redeem or ActKind.Apply or ActKind.Approve or ActKind.Disburse or ActKind.Settle or ActKind.Resume => 9,
        ActKind.SettleUnpaid or ActKind.Lapse or ActKind.Reverse or ActKind.TakeOut or ActKind.PaymentReturned => 3,
        _ => 1,
    }))];

    private readonly ModelTerms _terms;
    private readonly VoucherTerms _rowTerms;
    private readonly Dictionary<Balance, long> _money = new() { [Balance.Reserved] = UnitFen };
    private ModelVoucher _model;
    private VoucherRow _row;
    private DateTimeOffset _now = Start;
    private int _counted = 1;
    private int _unused;
    private bool _placed = true;

    public TransitionWalk(Dice start)
    {
        _terms = new ModelTerms(1 + start.A % 72, start.B % 9, 1 + start.C % 9, start.A % 5 == 0, start.B % 2 == 0);
        _rowTerms = new VoucherTerms(_terms.ReversalHours, _terms.RestoresDays, _terms.LapseDays, start.C % 11 == 0, _terms.SettlesItself, _terms.CountsEver);
        var state = start.C % 3 == 0 ? VoucherState.Assigned : VoucherState.Claimed;
        var (first, last, contested) = (Today.AddDays(start.A % 2), Today.AddDays(1 + start.B % 9), start.C % 23 == 0);
        _model = new ModelVoucher(state, UnitFen, first, last) { Contested = contested };
        _row = new VoucherRow { Id = new byte[10], State = state, UnitFen = UnitFen, FirstDay = first, LastDay = last, Contested = contested };
        _unused = state == VoucherState.Claimed ? 1 : 0;
    }

    /// <summary>How many commands did something, by kind.</summary>
    public Dictionary<ActKind, int> Done { get; } = [];

    private DateOnly Today => ModelVoucher.DayOf(_now);

    /// <summary>Acts, or lets time pass, and compares all there is to compare.</summary>
    public void Step(Dice dice)
    {
        if (dice.A % 11 == 0)
        {
            _now = _now.AddHours(1 + dice.B % 60);
            return;
        }

        var act = Choose(dice);
        var (refusal, after) = _model.Step(act, _terms, _now, _rowTerms.Suspended);
        var decision = VoucherTransitions.Decide(_row, _rowTerms, Command(act), _now);
        Assert.Equal((act.Kind, refusal), (act.Kind, decision.Refusal?.Code));
        if (refusal is not null)
        {
            return;
        }

        Done[act.Kind] = Done.GetValueOrDefault(act.Kind) + 1;
        (_model, _row) = (after, decision.After);
        Take(decision);
        Compare();
    }

    private Act Choose(Dice dice)
    {
        var act = new Act((ActKind)(dice.B % Enum.GetValues<ActKind>().Length))
        {
            School = dice.C % 8 == 0 ? 8 : 7,
            // An attendance voucher has no money in it.
            Fen = _terms.SettlesItself ? 0 : dice.C % (UnitFen + 1),
            ClassEndsOn = Today.AddDays(dice.C % 7 - 3),
            FirstDay = Today,
            LastDay = Today.AddDays(dice.C % 9),
            Application = 1 + dice.C,
        };
        // Mostly something that the model allows, and rather a step on than an end, so that walks get far.
        ActKind[] allowed = dice.A % 5 == 0 ? [] : [.. Weighted.Where(k => _model.Step(act with { Kind = k }, _terms, _now, _rowTerms.Suspended).Refusal is null)];
        return allowed.Length == 0 ? act : act with { Kind = allowed[dice.B % allowed.Length] };
    }

    private static VoucherCommand Command(Act act) => act.Kind switch
    {
        ActKind.Accept => new VoucherCommand.Accept(3, act.FirstDay, act.LastDay, 0, 1, "TV1"),
        ActKind.Decline => new VoucherCommand.Decline(),
        ActKind.Return => new VoucherCommand.Return(),
        ActKind.Exchange => new VoucherCommand.Exchange(),
        ActKind.Revoke => new VoucherCommand.Revoke(),
        ActKind.Expire => new VoucherCommand.Expire(),
        ActKind.Redeem => new VoucherCommand.Redeem(act.School, "electrician", 5, act.Fen, act.ClassEndsOn),
        ActKind.Reverse => new VoucherCommand.Reverse(act.School),
        ActKind.Apply => new VoucherCommand.Apply(act.School, act.Application),
        ActKind.TakeOut => new VoucherCommand.TakeOut(),
        ActKind.Approve => new VoucherCommand.Approve(),
        ActKind.Disburse => new VoucherCommand.Disburse(),
        ActKind.PaymentReturned => new VoucherCommand.PaymentReturned(),
        ActKind.Settle => new VoucherCommand.Settle(),
        ActKind.Lapse => new VoucherCommand.Lapse(),
        ActKind.SettleUnpaid => new VoucherCommand.SettleUnpaid(),
        ActKind.Suspend => new VoucherCommand.Suspend(),
        _ => new VoucherCommand.Resume(),
    };

    /// <summary>Does what the decision says to money, place and counts.</summary>
    private void Take(Decision decision)
    {
        foreach (var movement in decision.Money)
        {
            _money[movement.From] = _money.GetValueOrDefault(movement.From) - movement.Fen;
            _money[movement.To] = _money.GetValueOrDefault(movement.To) + movement.Fen;
        }

        if (decision.FreesPlace)
        {
            Assert.True(_placed, "A place was freed twice.");
            (_placed, _money[Balance.Reserved]) = (false, _money[Balance.Reserved] - UnitFen);
            _money[Balance.Available] = _money.GetValueOrDefault(Balance.Available) + UnitFen;
        }

        (_counted, _unused) = (_counted + decision.SchemeCount, _unused + decision.UnusedCount);
    }

    private void Compare()
    {
        Assert.Equal(_model.State, _row.State);
        Assert.Equal((_model.Suspended, _model.AmountFen, (long?)_model.School), (_row.Suspended, _row.AmountFen, _row.InstitutionId));
        Assert.Equal((_model.FirstDay, _model.LastDay, _model.ClassEndsOn), (_row.FirstDay, _row.LastDay, _row.ClassEndsOn));
        Assert.Equal((_model.RedeemedAt, (long?)_model.Application), (_row.RedeemedAt, _row.ApplicationId));
        // At the start nothing is over: what the calendar has decided later and nobody has recorded still holds its place.
        var (balance, fen) = _model.Money(Start);
        Assert.All(_money, m => Assert.Equal(BudgetLedger.Name(m.Key) == balance ? fen : m.Key == Balance.Available ? UnitFen - fen : 0, m.Value));
        Assert.Equal(_model.TakesPlace(Start), _placed);
        Assert.Equal((_model.Counts(_terms, Start) ? 1 : 0, _model.CountsUnused(Start) ? 1 : 0), (_counted, _unused));
    }
}
