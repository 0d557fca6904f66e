using System.Formats.Cbor;

namespace TrainingVoucher.Server.Journal;

/// <summary>
/// The bytes of a journal row: a version byte and a canonical CBOR map (RFC 8949, 4.2.1) with whole-number keys.
/// Rows once written are never written again, so a key keeps its meaning for ever.
/// </summary>
internal static class JournalCodec
{
    private const byte Version = 1;

    private enum Key
    {
        Event = 1,
        Kind = 2,
        Subject = 3,
        At = 4,
        Client = 5,
        Officer = 6,
        Request = 7,
        Device = 8,
        Proxy = 9,
        OldState = 10,
        NewState = 11,
        Fen = 12,
        Reason = 13,
        Values = 14,
        Texts = 15,
        Region = 16,
        Channel = 17,
        Institution = 18,
        Platform = 19,
        Batch = 20,
    }

    public static byte[] Encode(JournalEntry entry)
    {
        // The keys come in their canonical order, so that the writer has nothing to sort: it takes longer for that than to write.
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(Count(entry));
        Text(writer, Key.Event, entry.Event);
        Text(writer, Key.Kind, entry.Kind);
        writer.WriteInt32((int)Key.Subject);
        writer.WriteByteString(entry.Subject);
        Number(writer, Key.At, entry.At.ToUnixTimeMilliseconds());
        Number(writer, Key.Client, entry.Client);
        Number(writer, Key.Officer, entry.Officer);
        Text(writer, Key.Request, entry.Request);
        Text(writer, Key.Device, entry.Device);
        Text(writer, Key.Proxy, entry.Proxy);
        Number(writer, Key.OldState, entry.OldState);
        Number(writer, Key.NewState, entry.NewState);
        Number(writer, Key.Fen, entry.Fen);
        Text(writer, Key.Reason, entry.Reason);
        Map(writer, Key.Values, entry.Values, writer.WriteInt64);
        Map(writer, Key.Texts, entry.Texts, writer.WriteTextString);
        Number(writer, Key.Region, entry.Concern?.Region);
        Number(writer, Key.Channel, entry.Concern?.Channel);
        Number(writer, Key.Institution, entry.Concern?.Institution);
        Number(writer, Key.Platform, entry.Concern?.Platform);
        Number(writer, Key.Batch, entry.Concern?.Batch);
        writer.WriteEndMap();
        return [Version, .. writer.Encode()];
    }

    /// <summary>Whom a row concerns; the rest is passed over.</summary>
    public static Concern? ConcernOf(ReadOnlyMemory<byte> bytes)
    {
        var reader = Reader(bytes, CborConformanceMode.Lax);
        var (region, channel, institution, platform, batch) = ((int?)null, (long?)null, (long?)null, (long?)null, (long?)null);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch ((Key)reader.ReadInt32())
            {
                case Key.Region:
                    region = reader.ReadInt32();
                    break;
                case Key.Channel:
                    channel = reader.ReadInt64();
                    break;
                case Key.Institution:
                    institution = reader.ReadInt64();
                    break;
                case Key.Platform:
                    platform = reader.ReadInt64();
                    break;
                case Key.Batch:
                    batch = reader.ReadInt64();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        return region is { } concerned ? new(concerned, channel, institution, platform, batch) : null;
    }

    public static JournalEntry Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = Reader(bytes, CborConformanceMode.Canonical);
        var (found, values, texts) = (new Dictionary<Key, object>(), new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var key = (Key)reader.ReadInt32();
            switch (key)
            {
                case Key.Values:
                    Read(reader, values, reader.ReadInt64);
                    break;
                case Key.Texts:
                    Read(reader, texts, reader.ReadTextString);
                    break;
                default:
                    found.Add(key, ReadScalar(reader));
                    break;
            }
        }

        reader.ReadEndMap();
        return Entry(found, values, texts);
    }

    private static CborReader Reader(ReadOnlyMemory<byte> bytes, CborConformanceMode mode) => bytes.Length > 0 && bytes.Span[0] == Version
        ? new(bytes[1..], mode)
        : throw new InvalidDataException("A journal row of an unknown version.");

    private static JournalEntry Entry(Dictionary<Key, object> found, Dictionary<string, long> values, Dictionary<string, string> texts) => new()
    {
        Event = (string)found[Key.Event],
        Kind = (string)found[Key.Kind],
        Subject = (byte[])found[Key.Subject],
        At = DateTimeOffset.FromUnixTimeMilliseconds((long)found[Key.At]),
        Client = (long?)found.GetValueOrDefault(Key.Client),
        Officer = (long?)found.GetValueOrDefault(Key.Officer),
        Request = (string?)found.GetValueOrDefault(Key.Request),
        Device = (string?)found.GetValueOrDefault(Key.Device),
        Proxy = (string?)found.GetValueOrDefault(Key.Proxy),
        OldState = (int?)(long?)found.GetValueOrDefault(Key.OldState),
        NewState = (int?)(long?)found.GetValueOrDefault(Key.NewState),
        Fen = (long?)found.GetValueOrDefault(Key.Fen),
        Reason = (string?)found.GetValueOrDefault(Key.Reason),
        Concern = found.GetValueOrDefault(Key.Region) is long region
            ? new(
                (int)region, (long?)found.GetValueOrDefault(Key.Channel), (long?)found.GetValueOrDefault(Key.Institution),
                (long?)found.GetValueOrDefault(Key.Platform), (long?)found.GetValueOrDefault(Key.Batch))
            : null,
        Values = values,
        Texts = texts,
    };

    private static int Count(JournalEntry e)
    {
        const int always = 4;
        return always
            + One(e.Client is not null) + One(e.Officer is not null) + One(e.Request is not null) + One(e.Device is not null) + One(e.Proxy is not null)
            + One(e.OldState is not null) + One(e.NewState is not null) + One(e.Fen is not null) + One(e.Reason is not null)
            + One(e.Values.Count > 0) + One(e.Texts.Count > 0)
            + One(e.Concern is not null) + One(e.Concern?.Channel is not null) + One(e.Concern?.Institution is not null)
            + One(e.Concern?.Platform is not null) + One(e.Concern?.Batch is not null);
    }

    private static int One(bool isThere) => isThere ? 1 : 0;

    private static object ReadScalar(CborReader reader) => reader.PeekState() switch
    {
        CborReaderState.TextString => reader.ReadTextString(),
        CborReaderState.ByteString => reader.ReadByteString(),
        _ => reader.ReadInt64(),
    };

    private static void Read<T>(CborReader reader, Dictionary<string, T> into, Func<T> value)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            into.Add(reader.ReadTextString(), value());
        }

        reader.ReadEndMap();
    }

    private static void Text(CborWriter writer, Key key, string? value)
    {
        if (value is not null)
        {
            writer.WriteInt32((int)key);
            writer.WriteTextString(value);
        }
    }

    private static void Number(CborWriter writer, Key key, long? value)
    {
        if (value is { } number)
        {
            writer.WriteInt32((int)key);
            writer.WriteInt64(number);
        }
    }

    private static void Map<T>(CborWriter writer, Key key, IReadOnlyDictionary<string, T> map, Action<T> write)
    {
        if (map.Count == 0)
        {
            return;
        }

        var pairs = map.ToArray();
        Array.Sort(pairs, static (a, b) => Compare(a.Key, b.Key));
        writer.WriteInt32((int)key);
        writer.WriteStartMap(pairs.Length);
        foreach (var (name, value) in pairs)
        {
            writer.WriteTextString(name);
            write(value);
        }

        writer.WriteEndMap();
    }

    /// <summary>The order of encoded names, which are ASCII: their length comes first.</summary>
    private static int Compare(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
}
