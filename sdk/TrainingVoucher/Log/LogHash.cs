using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrainingVoucher.Log;

/// <summary>The hashes of the sealed log: those of RFC 6962 over SHA-256. A leaf is the journal id in eight bytes and the bytes of the row.</summary>
public static class LogHash
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const int IdLength = 8;
    private const int Small = 1024;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    /// <summary>The hash of a leaf: a zero byte and the data.</summary>
    /// <param name="data">The leaf.</param>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        var length = 1 + data.Length;
        var bytes = length <= Small ? stackalloc byte[Small] : new byte[length];
        bytes[0] = 0;
        data.CopyTo(bytes[1..]);
        return SHA256.HashData(bytes[..length]);
    }

    /// <summary>The hash of a journal row as a leaf.</summary>
    /// <param name="journalId">The id of the row.</param>
    /// <param name="row">Its bytes, as they are stored.</param>
    public static byte[] Entry(long journalId, ReadOnlySpan<byte> row)
    {
        var length = IdLength + row.Length;
        var data = length < Small ? stackalloc byte[Small] : new byte[length];
        BinaryPrimitives.WriteInt64BigEndian(data, journalId);
        row.CopyTo(data[IdLength..]);
        return Leaf(data[..length]);
    }

    /// <summary>The hash over two subtrees: a one byte, the left hash, the right hash.</summary>
    /// <param name="left">32 bytes.</param>
    /// <param name="right">32 bytes.</param>
    /// <exception cref="ArgumentException">One of them is not 32 bytes.</exception>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != Length || right.Length != Length)
        {
            throw new ArgumentException("A hash is 32 bytes.", left.Length == Length ? nameof(right) : nameof(left));
        }

        Span<byte> bytes = stackalloc byte[1 + (2 * Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Length)..]);
        return SHA256.HashData(bytes);
    }
}
