using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;
using TrainingVoucher.Server.Funds;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>In whose name a command runs: it writes the journal row that belongs to the change.</summary>
internal delegate Task Witness(JournalEntry entry);

/// <summary>Commands in, outcomes out: decides a command in pure code and writes its whole effect under guards, with exactly one journal row.</summary>
internal static class VoucherLedger
{
    /// <summary>Runs a command on a voucher that this transaction has read.</summary>
    public static async Task<Outcome<VoucherRow>> ExecuteAsync(
        Session session, VoucherRow voucher, VoucherCommand command, DateTimeOffset now, Witness witness, JournalEntry? note = null)
    {
        var scheme = (await SchemeStore.FindAsync(session, voucher.SchemeId))!;
        var batch = (await BatchStore.FindAsync(session, voucher.BatchId))!;
        var decision = VoucherTransitions.Decide(voucher, Terms(scheme, batch), command, now);
        if (decision.Refusal is { } refused)
        {
            return refused;
        }

        if (await PersonLimits.ChangeAsync(session, voucher.PersonId, scheme, decision.SchemeCount, decision.UnusedCount) is { } limit)
        {
            return limit;
        }

        var after = await VoucherStore.UpdateAsync(session, decision.After with { DueOn = VoucherCalendar.KeptDueOn(voucher.DueOn, decision.After) });
        if (!await MoveAsync(session, voucher, batch, decision, now))
        {
            return ErrorCodes.BudgetInsufficient;
        }

        await witness(Entry(voucher, decision, now, note));
        return after;
    }

    public static VoucherTerms Terms(SchemeRow scheme, BatchRow batch) => new(
        scheme.Rules.ReversalHours,
        scheme.Rules.ReversalRestoresDays,
        scheme.Rules.LapseDays,
        scheme.Suspended || batch.Suspended,
        scheme.Rules.ValueMode == ValueMode.Attendance,
        scheme.Rules.LimitCounting == LimitCounting.Ever);

    /// <summary>Moves the money of a decision and frees the place: in an open batch for the next person, in a closed one for the budget line.</summary>
    private static async Task<bool> MoveAsync(Session session, VoucherRow voucher, BatchRow batch, Decision decision, DateTimeOffset now)
    {
        var money = decision.Money;
        if (decision.FreesPlace)
        {
            if (voucher.ChannelId is { } channel)
            {
                await BatchPlaces.GiveBackToChannelAsync(session, batch.Id, channel);
            }

            money = await BatchPlaces.GiveBackAsync(session, batch.Id) ? [] : [new(Balance.Reserved, Balance.Available, voucher.UnitFen)];
        }

        foreach (var movement in money.Where(m => m.Fen > 0))
        {
            if (!await session.MoveAsync(batch.LineId!.Value, movement, decision.Event, Ids.Show("bat", batch.Id), now))
            {
                return false;
            }
        }

        return true;
    }

    private static JournalEntry Entry(VoucherRow before, Decision decision, DateTimeOffset now, JournalEntry? note)
    {
        var after = decision.After;
        var values = new Dictionary<string, long>(StringComparer.Ordinal) { ["last_day"] = after.LastDay.ToDays() };
        Add(values, "first_day", after.FirstDay.ToDays(), before.FirstDay.ToDays());
        Add(values, "channel", after.ChannelId, before.ChannelId);
        Add(values, "shard", after.Shard, before.Shard);
        Add(values, "index", after.ShardIndex, before.ShardIndex);
        Add(values, "institution", after.InstitutionId, before.InstitutionId);
        Add(values, "level", after.Level, before.Level);
        Add(values, "class_ends_on", after.ClassEndsOn?.ToDays(), before.ClassEndsOn?.ToDays());
        Add(values, "application", after.ApplicationId, before.ApplicationId);
        var entry = note ?? Blank(before, now);
        if (entry.Values.Count > 0)
        {
            values = new(values.Concat(entry.Values), StringComparer.Ordinal);
        }

        var texts = new Dictionary<string, string>(entry.Texts, StringComparer.Ordinal);
        if (after.Project is { } project && before.Project is null)
        {
            texts["project"] = project;
        }

        return entry with
        {
            Event = "voucher." + decision.Event,
            OldState = (int)before.State,
            NewState = (int)after.State,
            Fen = after.AmountFen,
            Concern = after.ConcernSince(before),
            Values = values,
            Texts = texts,
        };
    }

    /// <summary>A journal row about a voucher, to be filled in.</summary>
    public static JournalEntry Blank(VoucherRow voucher, DateTimeOffset now) => new() { Event = "", Kind = "voucher", Subject = voucher.Id, At = now };

    /// <summary>The journal row of something that is told of a voucher and leaves it as it is.</summary>
    public static JournalEntry Told(VoucherRow voucher, string @event, DateTimeOffset now) => Blank(voucher, now) with
    {
        Event = "voucher." + @event,
        OldState = (int)voucher.State,
        NewState = (int)voucher.State,
        Fen = voucher.AmountFen,
        Concern = voucher.Concern,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["last_day"] = voucher.LastDay.ToDays() },
    };

    private static void Add(Dictionary<string, long> values, string name, long? after, long? before)
    {
        if (after is { } value && after != before)
        {
            values[name] = value;
        }
    }
}
