using System.Buffers.Binary;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Identity;

/// <summary>What an assertion is good for: its purpose and everything it was made about. One that is made about more or less is another one.</summary>
internal sealed record Occasion(IdentityPurpose Purpose)
{
    /// <summary>The batch; of an assertion for several, one of them.</summary>
    public long? Batch { get; init; }

    public VoucherId? Voucher { get; init; }

    /// <summary>The institution; nothing for one that calls itself, whose systems act for no other.</summary>
    public long? Institution { get; init; }

    /// <summary>What the caller calls the class.</summary>
    public string? Reference { get; init; }
}

/// <summary>Who was proven by an assertion.</summary>
internal sealed record Proven(long Person, Proxy? Proxy);

/// <summary>Who acted in the holder's place, as a person, and what he is to the holder.</summary>
internal sealed record Proxy(ProxyRelation Relation, long Person)
{
    /// <summary>Puts him on record with what he did.</summary>
    public JournalEntry On(JournalEntry entry) => entry with
    {
        Proxy = Json.NameOf(Relation),
        Values = new Dictionary<string, long>(entry.Values, StringComparer.Ordinal) { ["proxy"] = Person },
    };
}

/// <summary>The batches of an assertion for several: ids of eight bytes, one after the other.</summary>
internal static class NamedBatches
{
    public const int Most = 10;

    public static byte[] Pack(IReadOnlyList<long> batches)
    {
        var packed = new byte[batches.Count * sizeof(long)];
        for (var i = 0; i < batches.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(packed.AsSpan(i * sizeof(long)), batches[i]);
        }

        return packed;
    }

    /// <summary>The bit that stands for a batch; 0 for one that is not named.</summary>
    public static int BitOf(ReadOnlySpan<byte> packed, long batch)
    {
        for (var i = 0; i < packed.Length / sizeof(long); i++)
        {
            if (BinaryPrimitives.ReadInt64BigEndian(packed[(i * sizeof(long))..]) == batch)
            {
                return 1 << i;
            }
        }

        return 0;
    }

    /// <summary>The bits of all.</summary>
    public static int AllOf(ReadOnlySpan<byte> packed) => (1 << (packed.Length / sizeof(long))) - 1;
}
