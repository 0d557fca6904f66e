using System.Buffers.Binary;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Feed;

/// <summary>What never changes of a voucher and is not in every row about it.</summary>
internal sealed record VoucherOrigin
{
    public byte[] Id { get; init; } = [];

    public long BatchId { get; init; }

    public long SchemeId { get; init; }

    public long PersonId { get; init; }
}

/// <summary>A journal row as an event: what happened by ids, and nothing about persons.</summary>
internal static class FeedEvents
{
    /// <summary>The names of the journal, which stay what they are.</summary>
    private static readonly Dictionary<string, FeedEventType> Types = Enum.GetValues<FeedEventType>()
        .Where(type => type != FeedEventType.Unknown).ToDictionary(NameOf, StringComparer.Ordinal);

    public static FeedEventType TypeOf(string @event) => Types.GetValueOrDefault(@event);

    public static FeedEvent Show(long number, JournalEntry entry, Func<byte[], VoucherOrigin> originOf, Func<VoucherOrigin, string?> holderOf)
    {
        var shown = new FeedEvent { Number = number, Type = TypeOf(entry.Event), At = entry.At };
        var concern = entry.Concern!;
        var region = Regions.Show(concern.Region);
        return entry.Kind switch
        {
            "voucher" => shown with { Voucher = Voucher(entry, concern, originOf(entry.Subject), holderOf) },
            "bat" => shown with { Batch = new(Id(entry), region) },
            "sch" => shown with { Scheme = new(Id(entry), region) },
            "ins" => shown with { Institution = new(Id(entry), region) },
            "app" => shown with
            {
                Application = new()
                {
                    Id = Id(entry),
                    InstitutionId = Ids.Show("ins", concern.Institution!.Value),
                    Region = region,
                    State = (ApplicationState)entry.NewState!.Value,
                    AmountFen = entry.Fen ?? 0,
                },
            },
            _ => shown,
        };
    }

    private static VoucherEvent Voucher(JournalEntry entry, Concern concern, VoucherOrigin origin, Func<VoucherOrigin, string?> holderOf) => new()
    {
        Code = new VoucherCode(VoucherId.FromBytes(entry.Subject)).Format(),
        Before = (VoucherState?)entry.OldState,
        State = (VoucherState)entry.NewState!.Value,
        BatchId = Ids.Show("bat", origin.BatchId),
        SchemeId = Ids.Show("sch", origin.SchemeId),
        Region = Regions.Show(concern.Region),
        ChannelId = Ids.ShowOptional("cha", concern.Channel),
        InstitutionId = Ids.ShowOptional("ins", concern.Institution),
        AmountFen = entry.Fen!.Value,
        HolderReference = holderOf(origin),
        LastDay = SqlTypes.DayZero.AddDays((int)entry.Values["last_day"]),
    };

    private static string Id(JournalEntry entry) => Ids.Show(entry.Kind, BinaryPrimitives.ReadInt64BigEndian(entry.Subject));

    /// <summary>The name of a type in the journal and in webhooks: <c>VoucherPaymentReturned</c> is <c>voucher.payment_returned</c>.</summary>
    public static string NameOf(FeedEventType type)
    {
        var words = string.Concat(type.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
        var first = words.IndexOf('_', StringComparison.Ordinal);
        return $"{words[..first]}.{words[(first + 1)..]}";
    }
}
