using System.Buffers.Binary;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Journal;

/// <summary>Vouchers, batches and balances, made again from the journal and from nothing else.</summary>
internal sealed class Replay
{
    public Dictionary<string, VoucherRow> Vouchers { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, (long Line, long Quantity, long UnitFen, bool IsOpen)> Batches { get; } = [];

    private Dictionary<long, long> Appropriated { get; } = [];

    public static Replay Of(IEnumerable<JournalEntry> entries)
    {
        var replay = new Replay();
        foreach (var entry in entries)
        {
            replay.Apply(entry);
        }

        return replay;
    }

    /// <summary>Appropriated, available, reserved, obligated, approved, disbursed.</summary>
    public long[] BalancesOf(long line)
    {
        var batches = Batches.Where(b => b.Value.Line == line).ToDictionary();
        var vouchers = Vouchers.Values.Where(v => batches.ContainsKey(v.BatchId)).ToList();
        var free = batches.Where(b => b.Value.IsOpen).Sum(b => (b.Value.Quantity - ClaimedOf(b.Key)) * b.Value.UnitFen);
        var reserved = free + vouchers.Where(v => v.State is VoucherState.Assigned or VoucherState.Claimed).Sum(v => v.UnitFen);
        var obligated = Sum(VoucherState.Redeemed, VoucherState.Applied);
        var approved = Sum(VoucherState.Approved);
        var disbursed = Sum(VoucherState.Disbursed, VoucherState.Settled);
        var all = Appropriated.GetValueOrDefault(line);
        return [all, all - reserved - obligated - approved - disbursed, reserved, obligated, approved, disbursed];

        long Sum(params VoucherState[] states) => vouchers.Where(v => states.Contains(v.State)).Sum(v => v.AmountFen);
    }

    public long ClaimedOf(long batch) => Vouchers.Values.Count(v => v.BatchId == batch && TakesPlace(v));

    /// <summary>What was used keeps its place, whatever became of it.</summary>
    public static bool TakesPlace(VoucherRow v) =>
        v.State is not (VoucherState.Expired or VoucherState.Declined or VoucherState.Returned) && (v.State != VoucherState.Revoked || v.InstitutionId is not null);

    private void Apply(JournalEntry entry)
    {
        var subject = entry.Kind == "voucher" ? 0 : BinaryPrimitives.ReadInt64BigEndian(entry.Subject);
        switch (entry.Event)
        {
            case "budget_line.appropriated":
                Appropriated[subject] = Appropriated.GetValueOrDefault(subject) + entry.Fen!.Value;
                break;
            case "batch.released":
                var quantity = entry.Values["quantity"];
                Batches[subject] = (entry.Values["line"], quantity, entry.Fen!.Value / quantity, true);
                break;
            case "batch.closed":
                Batches[subject] = Batches[subject] with { IsOpen = false };
                break;
            case var _ when entry is { Kind: "voucher", NewState: not null }:
                var id = Convert.ToHexString(entry.Subject);
                Vouchers[id] = entry.OldState is null ? Born(entry) : Changed(Vouchers[id], entry);
                break;
        }
    }

    private static VoucherRow Born(JournalEntry entry) => Filled(
        new VoucherRow
        {
            Bucket = (int)entry.Values["bucket"],
            Id = entry.Subject,
            BatchId = entry.Values["batch"],
            SchemeId = entry.Values["scheme"],
            Region = (int)entry.Values["region"],
            PersonId = entry.Values["person"],
            UnitFen = entry.Fen!.Value,
            CreatedAt = entry.At,
            Version = 0,
        },
        entry) with { AmountFen = 0 };

    private static VoucherRow Changed(VoucherRow before, JournalEntry entry)
    {
        Assert.Equal((int)before.State, entry.OldState);
        if (entry.Event == "voucher.expiring")
        {
            return before;
        }

        var after = Filled(before, entry);
        return entry.Event switch
        {
            "voucher.redeemed" => after with { RedeemedAt = entry.At, RedeemProxy = Relation(entry), PlatformId = entry.Concern!.Platform },
            "voucher.reversed" => after with { InstitutionId = null, PlatformId = null, Project = null, Level = null, ClassEndsOn = null, RedeemedAt = null, RedeemProxy = null },
            "voucher.taken_out" => after with { ApplicationId = null },
            "voucher.suspended" => after with { Suspended = true },
            "voucher.resumed" => after with { Suspended = false },
            _ => after,
        };
    }

    private static VoucherRow Filled(VoucherRow before, JournalEntry entry) => before with
    {
        State = (VoucherState)entry.NewState!.Value,
        AmountFen = entry.Fen!.Value,
        FirstDay = Day(entry, "first_day") ?? before.FirstDay,
        LastDay = Day(entry, "last_day") ?? before.LastDay,
        ClaimedAt = entry.Event == "voucher.claimed" ? entry.At : before.ClaimedAt,
        ClaimProxy = entry.Event == "voucher.claimed" ? Relation(entry) : before.ClaimProxy,
        ChannelId = Number(entry, "channel", none: 0) ?? before.ChannelId,
        Shard = Number(entry, "shard", none: -1) ?? before.Shard,
        ShardIndex = (int?)Number(entry, "index", none: -1) ?? before.ShardIndex,
        InstitutionId = Number(entry, "institution", none: 0) ?? before.InstitutionId,
        Level = (int?)Number(entry, "level", none: -1) ?? before.Level,
        ClassEndsOn = Day(entry, "class_ends_on") ?? before.ClassEndsOn,
        ApplicationId = Number(entry, "application", none: 0) ?? before.ApplicationId,
        Project = entry.Texts.GetValueOrDefault("project") ?? before.Project,
        Version = before.Version + 1,
    };

    private static ProxyRelation? Relation(JournalEntry entry) => entry.Proxy is { } name ? Enum.Parse<ProxyRelation>(name, ignoreCase: true) : null;

    private static long? Number(JournalEntry entry, string name, long none) => entry.Values.TryGetValue(name, out var value) && value != none ? value : null;

    private static DateOnly? Day(JournalEntry entry, string name) => entry.Values.TryGetValue(name, out var days) ? SqlTypes.DayZero.AddDays((int)days) : null;
}
