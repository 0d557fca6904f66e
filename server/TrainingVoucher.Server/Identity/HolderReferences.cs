using System.Buffers.Binary;
using System.Buffers.Text;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>One text for a person and an owner: from two owners' texts nobody learns that they are of one person.</summary>
internal sealed class HolderReferences(KeyedHash keyed)
{
    public string Of(long owner, long person)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        Span<byte> pair = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(pair, owner);
        BinaryPrimitives.WriteInt64BigEndian(pair[sizeof(long)..], person);
        keyed.Write(pair, [], hash);
        return Base64Url.EncodeToString(hash);
    }
}
