using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Signing;

/// <summary>
/// The index of a batch's n-th claim within its status shard: a keyed permutation of the low 16 bits of n, another one
/// for each shard, so that an index tells nobody how many were claimed before. A four-round Feistel network of bytes.
/// </summary>
internal sealed class ShardIndex(byte[] key)
{
    private const int Rounds = 4;
    private const int MostKept = 256;

    /// <summary>What each round makes of a byte in the shards lately used, as far as it was asked for.</summary>
    private readonly ConcurrentDictionary<uint, short[]> kept = [];

    public ushort Of(uint shard, long claimNumber)
    {
        var made = Made(shard);
        byte left = (byte)(claimNumber >> 8), right = (byte)claimNumber;
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, (byte)(left ^ Round(made, shard, round, right)));
        }

        return (ushort)((left << 8) | right);
    }

    private short[] Made(uint shard)
    {
        if (kept.TryGetValue(shard, out var made))
        {
            return made;
        }

        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        made = new short[Rounds << 8];
        Array.Fill(made, (short)-1);
        return kept.GetOrAdd(shard, made);
    }

    private byte Round(short[] made, uint shard, int round, byte half)
    {
        ref var value = ref made[(round << 8) | half];
        if (value < 0)
        {
            value = Round(shard, round, half);
        }

        return (byte)value;
    }

    private byte Round(uint shard, int round, byte half)
    {
        const int labelLength = 10;
        Span<byte> input = stackalloc byte[labelLength + 6];
        "TV1-shard\0"u8.CopyTo(input);
        BinaryPrimitives.WriteUInt32BigEndian(input[labelLength..], shard);
        input[labelLength + 4] = (byte)round;
        input[labelLength + 5] = half;
        Span<byte> output = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, input, output);
        return output[0];
    }
}
