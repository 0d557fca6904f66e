using System.Globalization;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Feed;

/// <summary>Writes what a feed told on a day as a CSV file, a page at a time: the same bytes each time, because history does not change.</summary>
internal sealed class ReconciliationFile(IStore store, FeedReading reading)
{
    private const int PageRows = 500;

    private static readonly string[] Header =
        ["number", "at", "type", "code", "before", "state", "scheme", "batch", "channel", "institution", "application", "region", "fen"];

    /// <summary>Writes the events after one number up to another, and gives what they sum up to.</summary>
    public async Task<IReadOnlyList<ReconciliationTotal>> WriteAsync(Stream body, FeedAudience audience, (long After, long Last) numbers, CancellationToken cancellation)
    {
        await using var file = await CsvFile.BeginAsync(body, Header);
        var totals = new SortedDictionary<FeedEventType, (long Count, long Fen)>();
        for (var after = numbers.After; after < numbers.Last;)
        {
            var (from, most) = (after, (int)Math.Min(PageRows, numbers.Last - after));
            var page = await store.ReadAsync(session => reading.AfterAsync(session, audience, from, most), cancellation);
            foreach (var item in page)
            {
                var (count, fen) = totals.GetValueOrDefault(item.Type);
                totals[item.Type] = (count + 1, fen + (FenOf(item) ?? 0));
                await file.WriteAsync(Row(item));
            }

            after += page.Count;
        }

        return [.. totals.Select(t => new ReconciliationTotal { Type = t.Key, Count = t.Value.Count, Fen = t.Value.Fen })];
    }

    private static string[] Row(FeedEvent e) =>
    [
        Text(e.Number), Time(e.At), Name<FeedEventType>(e.Type), e.Voucher?.Code ?? "", Name(e.Voucher?.Before), Name(e.Voucher?.State) + Name(e.Application?.State),
        e.Voucher?.SchemeId ?? e.Scheme?.Id ?? "", e.Voucher?.BatchId ?? e.Batch?.Id ?? "", e.Voucher?.ChannelId ?? "",
        e.Voucher?.InstitutionId ?? e.Application?.InstitutionId ?? e.Institution?.Id ?? "", e.Application?.Id ?? "",
        e.Voucher?.Region ?? e.Batch?.Region ?? e.Scheme?.Region ?? e.Application?.Region ?? e.Institution?.Region ?? "", Text(FenOf(e)),
    ];

    private static long? FenOf(FeedEvent e) => e.Voucher?.AmountFen ?? e.Application?.AmountFen;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Name<T>(T? value)
        where T : struct, Enum => value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : "";
}
