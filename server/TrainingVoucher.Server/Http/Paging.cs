using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Cursor paging: a cursor is the sort key of the last item, opaque to the caller.</summary>
internal static class Paging
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static Fields Check(PageQuery query) => new Fields()
        .Range(query.Limit, "limit", 1, MaxLimit)
        .Must(query.After is null || Read(query.After) is not null, "after", "invalid", "Must be the next of the page before.");

    /// <summary>How many rows to load: one more than the page, to know whether there is another.</summary>
    public static int Rows(this PageQuery query) => (query.Limit ?? DefaultLimit) + 1;

    /// <summary>The sort key after which the page begins; <paramref name="first"/> for the first page.</summary>
    public static string After(this PageQuery query, string first) => query.After is null ? first : Read(query.After)!;

    /// <summary>The sort key after which the page begins, for lists ordered by a number.</summary>
    public static long After(this PageQuery query, long first) => query.After is not null && long.TryParse(Read(query.After), out var key) ? key : first;

    /// <summary>The sort key after which the page begins, for lists ordered by a number and, where that is the same, by bytes.</summary>
    public static (long Number, byte[] Bytes) AfterPair(this PageQuery query, long first)
    {
        var parts = query.After is null ? [] : Read(query.After)!.Split(' ');
        return parts is [var number, var hex] && long.TryParse(number, out var key) && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit)
            ? (key, Convert.FromHexString(hex))
            : (first, []);
    }

    /// <summary>The sort key of an item in such a list.</summary>
    public static string Pair(long number, byte[] bytes) => $"{number} {Convert.ToHexStringLower(bytes)}";

    /// <summary>The sort key after which the page begins, for lists ordered by time and id with the newest first.</summary>
    public static (long At, long Id) AfterNewest(this PageQuery query) =>
        query.After("").Split('.') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (instant, last)
            : (long.MaxValue, long.MaxValue);

    /// <summary>The sort key of an item in such a list.</summary>
    public static string Newest(DateTimeOffset at, long id) => $"{at.ToUnixTimeMilliseconds()}.{id}";

    public static Page<T> Page<TRow, T>(this PageQuery query, IReadOnlyList<TRow> rows, Func<TRow, T> item, Func<TRow, object> key)
    {
        var limit = query.Rows() - 1;
        return new Page<T>
        {
            Items = [.. rows.Take(limit).Select(item)],
            Next = rows.Count > limit ? Show($"{key(rows[limit - 1])}") : null,
        };
    }

    private static string Show(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static string? Read(string cursor)
    {
        if (cursor.Length > 200 || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }
}
