using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Harness.Model;

internal sealed record ModelScheme(int Index, long UnitFen, long AmountFen, ModelTerms Terms, int Limit, string? Group, int GroupLimit, int DaysFromClaim);

internal sealed record ModelBatch(ModelScheme Scheme, int Quantity, int? Quota, bool Targeted, DateTimeOffset ClosesAt)
{
    public bool IsOpen { get; set; } = true;

    public bool Suspended { get; set; }
}

/// <summary>A voucher in somebody's hands.</summary>
internal sealed record ModelHolding(int Person, ModelBatch Batch, ModelVoucher Voucher, bool ThroughChannel);

internal sealed record ModelLine(int Holding, LineState State);

/// <summary>
/// A city of batches, persons, schools and applications with one line each, in the words of <c>docs/states.md</c> and of nothing else.
/// Asked before an act, it names the codes that may refuse it; told that it was done, it does it.
/// </summary>
internal sealed partial class CityModel
{
    public List<ModelBatch> Batches { get; } = [];

    public List<ModelHolding> Holdings { get; } = [];

    public List<ModelLine> Lines { get; } = [];

    public DateTimeOffset Now { get; set; }

    /// <summary>The codes one of which must come back; none when it must be done. Where several rules refuse, their order is the server's.</summary>
    public IReadOnlySet<string> Refusals(CityAct act) => new HashSet<string>(act.Kind switch
    {
        CityActKind.Claim => Claiming(Batches[act.Batch], act.Person, given: null),
        CityActKind.Exchange => Exchanging(act),
        CityActKind.Redeem when Holdings[act.Voucher].Person != act.Person => [IsOfAnother(act) ? "unknown_code" : "holder_mismatch"],
        CityActKind.Return or CityActKind.Decline when Holdings[act.Voucher].Person != act.Person => ["unknown_code"],
        CityActKind.Reverse => Reversing(act),
        CityActKind.CloseBatch => Batches[act.Batch].IsOpen ? [] : ["batch_closed"],
        CityActKind.SuspendBatch or CityActKind.ResumeBatch or CityActKind.Sweep or CityActKind.Pass => [],
        >= CityActKind.Accept and <= CityActKind.Withdraw => MoveOf(act.Kind, Lines[act.Application].State) is null ? ["application_state"] : [],
        _ => One(Step(act.Voucher, ActOf(act)).Refusal),
    }, StringComparer.Ordinal);

    /// <summary>Does what the server has done.</summary>
    public void Do(CityAct act)
    {
        switch (act.Kind)
        {
            case CityActKind.Claim:
                Claimed(act.Batch, act.Person);
                break;
            case CityActKind.Exchange:
                Put(act.Voucher, Step(act.Voucher, ActOf(act)).After);
                Claimed(act.Batch, act.Person);
                break;
            case CityActKind.SuspendBatch or CityActKind.ResumeBatch:
                Batches[act.Batch].Suspended = act.Kind == CityActKind.SuspendBatch;
                break;
            case CityActKind.CloseBatch:
                Batches[act.Batch].IsOpen = false;
                break;
            case CityActKind.Apply:
                Put(act.Voucher, Step(act.Voucher, ActOf(act)).After);
                Lines.Add(new(act.Voucher, LineState.Submitted));
                break;
            case CityActKind.Revoke:
                Revoked(act.Voucher);
                break;
            case CityActKind.Sweep:
                Swept();
                break;
            case CityActKind.Pass:
                break;
            case >= CityActKind.Accept and <= CityActKind.Withdraw:
                Moved(act);
                break;
            default:
                Put(act.Voucher, Step(act.Voucher, ActOf(act)).After);
                break;
        }
    }

    /// <summary>Available, reserved, obligated, approved and disbursed, of what was appropriated, when every sweep has run.</summary>
    public long[] Balances(long appropriated)
    {
        var free = Batches.Where(b => b.IsOpen).Sum(b => (b.Quantity - Holdings.Count(h => h.Batch == b && h.Voucher.TakesPlace(Now))) * b.Scheme.UnitFen);
        long[] used = [Of("reserved") + free, Of("obligated"), Of("approved"), Of("disbursed")];
        return [appropriated - used.Sum(), .. used];

        long Of(string balance) => Holdings.Select(h => h.Voucher.Money(Now)).Where(m => m.Balance == balance).Sum(m => m.Fen);
    }

    public (string? Refusal, ModelVoucher After) Step(int voucher, Act act)
    {
        var held = Holdings[voucher];
        return held.Voucher.Step(act, held.Batch.Scheme.Terms, Now, held.Batch.Suspended);
    }

    /// <summary>The command on the voucher itself.</summary>
    public Act ActOf(CityAct act) => new(act.Kind switch
    {
        CityActKind.Redeem => ActKind.Redeem,
        CityActKind.Reverse => ActKind.Reverse,
        CityActKind.Return => ActKind.Return,
        CityActKind.Decline => ActKind.Decline,
        CityActKind.Exchange => ActKind.Exchange,
        CityActKind.Revoke => ActKind.Revoke,
        CityActKind.Suspend => ActKind.Suspend,
        CityActKind.Resume => ActKind.Resume,
        CityActKind.Apply => ActKind.Apply,
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    })
    {
        School = act.School,
        Fen = Holdings[act.Voucher].Batch.Scheme.AmountFen,
        ClassEndsOn = act.ClassEndsOn,
        Application = Lines.Count,
    };

    /// <summary>Whether another school has used the voucher, which is unknown to this one.</summary>
    private bool IsOfAnother(CityAct act) => Holdings[act.Voucher].Voucher is { WasUsed: true } used && used.School != act.School;

    private static IEnumerable<string> One(string? refusal) => refusal is null ? [] : [refusal];
}
