using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>The rules of the model city that look at more than one voucher.</summary>
internal sealed partial class CityModel
{
    private static readonly Dictionary<(CityActKind, LineState), (LineState To, ActKind? Does)> Moves = new()
    {
        [(CityActKind.Accept, LineState.Submitted)] = (LineState.Accepted, null),
        [(CityActKind.Accept, LineState.Accepted)] = (LineState.Accepted, null),
        [(CityActKind.Reject, LineState.Submitted)] = (LineState.Rejected, ActKind.TakeOut),
        [(CityActKind.Reject, LineState.Accepted)] = (LineState.Rejected, ActKind.TakeOut),
        [(CityActKind.Approve, LineState.Accepted)] = (LineState.Approved, ActKind.Approve),
        [(CityActKind.UpholdObjection, LineState.Approved)] = (LineState.Rejected, ActKind.TakeOut),
        [(CityActKind.Disburse, LineState.Approved)] = (LineState.Disbursed, ActKind.Disburse),
        [(CityActKind.ReturnPayment, LineState.Disbursed)] = (LineState.Approved, ActKind.PaymentReturned),
        [(CityActKind.Settle, LineState.Disbursed)] = (LineState.Settled, ActKind.Settle),
        [(CityActKind.Withdraw, LineState.Submitted)] = (LineState.Rejected, ActKind.TakeOut),
        [(CityActKind.Withdraw, LineState.Accepted)] = (LineState.Rejected, ActKind.TakeOut),
        [(CityActKind.Withdraw, LineState.Approved)] = (LineState.Rejected, ActKind.TakeOut),
    };

    private static (LineState To, ActKind? Does)? MoveOf(CityActKind kind, LineState line) => Moves.TryGetValue((kind, line), out var move) ? move : null;

    /// <summary>Why a person cannot claim from a batch, a voucher just given up not counted any more.</summary>
    private IEnumerable<string> Claiming(ModelBatch batch, int person, ModelHolding? given)
    {
        if (Closed(batch) is { Length: > 0 } closed)
        {
            return closed;
        }

        var others = Holdings.Where(h => h != given).ToList();
        var mine = others.Where(h => h.Person == person).ToList();
        var existing = Holdings.Find(h => h.Person == person && h.Batch == batch);
        var reasons = new List<string>();
        Add(existing is not null && existing.Voucher.At(Now) != VoucherState.Assigned, batch.Targeted && existing?.Voucher.At(Now) == VoucherState.Expired ? "expired" : "already_claimed");
        Add(existing is null && batch.Targeted, "not_assigned");
        Add(existing?.Voucher is { Suspended: true, IsUnused: true }, "suspended");
        Add(others.Count(h => h.Batch == batch && h.ThroughChannel && h.Voucher.TakesPlace(Now)) >= batch.Quota, "channel_sold_out");
        Add(existing is null && mine.Count(h => h.Batch.Scheme == batch.Scheme && h.Voucher.Counts(batch.Scheme.Terms, Now)) >= batch.Scheme.Limit, "limit_reached");
        Add(IsGroupFull(batch.Scheme, mine), "unused_in_group");
        Add(existing is null && others.Count(h => h.Batch == batch && h.Voucher.TakesPlace(Now)) >= batch.Quantity, "sold_out");
        return reasons;

        void Add(bool refused, string code)
        {
            if (refused)
            {
                reasons.Add(code);
            }
        }
    }

    private IEnumerable<string> Exchanging(CityAct act)
    {
        var (held, batch) = (Holdings[act.Voucher], Batches[act.Batch]);
        return Closed(batch) is { Length: > 0 } closed ? closed
            : held.Person != act.Person ? ["unknown_code"]
            : held.Batch == batch ? ["same_batch"]
            : Step(act.Voucher, ActOf(act)).Refusal is { } refusal ? [refusal]
            : Claiming(batch, act.Person, held);
    }

    private IEnumerable<string> Reversing(CityAct act)
    {
        var held = Holdings[act.Voucher];
        return Step(act.Voucher, ActOf(act)).Refusal is { } refusal ? [refusal]
            : IsGroupFull(held.Batch.Scheme, Holdings.Where(h => h.Person == held.Person)) ? ["unused_in_group"] : [];
    }

    private bool IsGroupFull(ModelScheme scheme, IEnumerable<ModelHolding> mine) =>
        scheme.Group is { } group && mine.Count(h => h.Batch.Scheme.Group == group && h.Voucher.CountsUnused(Now)) >= scheme.GroupLimit;

    private string[] Closed(ModelBatch batch) =>
        [.. (string[])(!batch.IsOpen || Now >= batch.ClosesAt ? ["batch_closed"] : []), .. (string[])(batch.Suspended ? ["suspended"] : [])];

    private void Claimed(int index, int person)
    {
        var batch = Batches[index];
        var (first, last) = (ModelVoucher.DayOf(Now), ModelVoucher.DayOf(Now).AddDays(batch.Scheme.DaysFromClaim - 1));
        var assigned = Holdings.FindIndex(h => h.Person == person && h.Batch == batch);
        if (assigned >= 0)
        {
            Put(assigned, Step(assigned, new(ActKind.Accept) { FirstDay = first, LastDay = last }).After);
            Holdings[assigned] = Holdings[assigned] with { ThroughChannel = true };
        }
        else
        {
            Holdings.Add(new(person, batch, new(VoucherState.Claimed, batch.Scheme.UnitFen, first, last), ThroughChannel: true));
        }
    }

    private void Revoked(int voucher)
    {
        Put(voucher, Step(voucher, new(ActKind.Revoke)).After);
        var line = Lines.FindIndex(l => l.Holding == voucher && l.State is not (LineState.Rejected or LineState.Revoked));
        if (line >= 0)
        {
            Lines[line] = Lines[line] with { State = LineState.Revoked };
        }
    }

    private void Moved(CityAct act)
    {
        var line = Lines[act.Application];
        var (to, does) = MoveOf(act.Kind, line.State)!.Value;
        Lines[act.Application] = line with { State = to };
        if (does is { } kind)
        {
            var (refusal, after) = Step(line.Holding, new(kind));
            Assert.Null(refusal);
            Put(line.Holding, after);
        }
    }

    /// <summary>Records what the calendar has decided.</summary>
    private void Swept()
    {
        foreach (var batch in Batches.Where(b => Now >= b.ClosesAt))
        {
            batch.IsOpen = false;
        }

        for (var i = 0; i < Holdings.Count; i++)
        {
            foreach (var kind in (ActKind[])[ActKind.Expire, Holdings[i].Batch.Scheme.Terms.SettlesItself ? ActKind.SettleUnpaid : ActKind.Lapse])
            {
                Put(i, Step(i, new(kind)).After);
            }
        }
    }

    private void Put(int holding, ModelVoucher after) => Holdings[holding] = Holdings[holding] with { Voucher = after };
}
