using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Signing;

/// <summary>
/// The index of a batch's n-th claim within its status shard: a keyed permutation of the low 16 bits of n, another one
/// for each shard, so that an index tells nobody how many were claimed before. A four-round Feistel network of bytes.
/// </summary>
internal sealed class ShardIndex(byte[] key)
{
    private const int Rounds = 4;

    public ushort Of(uint shard, long claimNumber)
    {
        byte left = (byte)(claimNumber >> 8), right = (byte)claimNumber;
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, (byte)(left ^ Round(shard, round, right)));
        }

        return (ushort)((left << 8) | right);
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
