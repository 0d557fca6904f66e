using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Storage;

/// <summary>
/// Ids: 63 bits inside, random as far as they do not tell the minute, a typed prefix and thirteen characters of base32 outside. Two spellings
/// of one number, so that no table carries a second id and nobody can count what he does not see.
/// </summary>
internal static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Characters = 13;

    public static long New()
    {
        Span<byte> bytes = stackalloc byte[8];
        long id;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            id = BinaryPrimitives.ReadInt64BigEndian(bytes) & long.MaxValue;
        }
        while (id == 0);
        return id;
    }

    /// <summary>
    /// An id whose high bits are the minute, counted again from 0 every 45 days, before 47 random ones: rows that are made and used together
    /// (sessions; persons with their vouchers and counts) lie together in every index that starts with their bucket or id, however many there
    /// are of others. Of 10,000 made each second two in a day are alike; the primary key refuses the second, and what made it runs again.
    /// </summary>
    public static long NewAt(DateTimeOffset now) => At(now, New());

    /// <summary>The id of that minute with these 47 low bits.</summary>
    public static long At(DateTimeOffset time, long bits) => ((time.ToUnixTimeSeconds() / 60 & 0xFFFF) << 47) | (bits & ((1L << 47) - 1));

    /// <summary>The storage bucket of a person: the low eight bits of the id.</summary>
    public static int BucketOf(long personId) => (int)(personId & 0xFF);

    public static string Show(string prefix, long id) => string.Create(prefix.Length + 1 + Characters, (prefix, id), static (text, state) =>
    {
        state.prefix.CopyTo(text);
        text[state.prefix.Length] = '_';
        for (var (rest, i) = (state.id, text.Length - 1); i > state.prefix.Length; i--, rest >>= 5)
        {
            text[i] = Alphabet[(int)(rest & 31)];
        }
    });

    public static string? ShowOptional(string prefix, long? id) => id is { } value ? Show(prefix, value) : null;

    /// <summary>Reads an id of the given kind; 0, which no row has, for anything else.</summary>
    public static long Read(string prefix, string? text)
    {
        if (text is null || text.Length != prefix.Length + 1 + Characters || !text.StartsWith(prefix, StringComparison.Ordinal) || text[prefix.Length] != '_')
        {
            return 0;
        }

        ulong id = 0;
        foreach (var character in text.AsSpan(prefix.Length + 1))
        {
            var digit = Alphabet.IndexOf(character);
            if (digit < 0 || id > (ulong)long.MaxValue >> 5)
            {
                return 0;
            }

            id = (id << 5) | (uint)digit;
        }

        return (long)id;
    }
}
