using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Storage;

/// <summary>HMAC-SHA256 (RFC 2104) under one key. A state is used by one thread at a time and kept: to make one takes longer than to hash a code.</summary>
internal sealed class KeyedHash(byte[] key)
{
    public const int Length = HMACSHA256.HashSizeInBytes;

    private readonly ConcurrentBag<IncrementalHash> idle = [];

    /// <summary>Writes the hash of two pieces, one after the other, 32 bytes.</summary>
    public void Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, Span<byte> hash)
    {
        var state = idle.TryTake(out var kept) ? kept : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        state.AppendData(head);
        state.AppendData(tail);
        state.GetHashAndReset(hash);
        idle.Add(state);
    }
}
