using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>The 87 bytes of a key entry, the same in key sets and delegate lists.</summary>
internal static class KeyEntryLayout
{
    public const int Length = 87;

    private const int CompromisedBit = 1;

    public static int RoleOf(ReadOnlySpan<byte> entry) => entry[5];

    public static uint IdOf(ReadOnlySpan<byte> entry) => ReadUInt32BigEndian(entry);

    public static void Write(KeyEntry key, Span<byte> entry)
    {
        WriteUInt32BigEndian(entry, key.Id);
        entry[4] = (byte)key.Algorithm;
        entry[5] = (byte)key.Role;
        entry[6] = (byte)(key.IsCompromised ? CompromisedBit : 0);
        VoucherBody.WriteUInt24(entry[7..], (uint)key.Scope.Code);
        entry[10] = (byte)key.Scope.Digits;
        WriteUInt32BigEndian(entry[11..], TokenClock.ToSeconds(key.NotBefore));
        WriteUInt32BigEndian(entry[15..], TokenClock.ToSeconds(key.SignUntil));
        WriteUInt32BigEndian(entry[19..], TokenClock.ToSeconds(key.VerifyUntil));
        key.PublicKey.ToBytes().CopyTo(entry[23..]);
    }

    /// <summary>Reads one entry; no entry and no refusal when its role or algorithm is one this version does not know.</summary>
    public static KeySetRefusal Read(ReadOnlySpan<byte> entry, out KeyEntry? key)
    {
        key = null;
        var role = (KeyRole)RoleOf(entry);
        if (!Enum.IsDefined(role) || entry[4] != (byte)KeyAlgorithm.Es256)
        {
            return KeySetRefusal.None;
        }

        if ((entry[6] & ~CompromisedBit) != 0)
        {
            return KeySetRefusal.ReservedBits;
        }

        var code = (int)VoucherBody.ReadUInt24(entry[7..]);
        if (!RegionScope.IsScope(code, entry[10]))
        {
            return KeySetRefusal.Scope;
        }

        uint notBefore = ReadUInt32BigEndian(entry[11..]), signUntil = ReadUInt32BigEndian(entry[15..]);
        var verifyUntil = ReadUInt32BigEndian(entry[19..]);
        if (notBefore > signUntil || signUntil > verifyUntil)
        {
            return KeySetRefusal.Times;
        }

        if (!P256PublicKey.TryImport(entry[23..Length], out var publicKey))
        {
            return KeySetRefusal.PublicKey;
        }

        key = new KeyEntry(
            IdOf(entry),
            publicKey,
            role,
            new RegionScope(code, entry[10]),
            TokenClock.FromSeconds(notBefore),
            TokenClock.FromSeconds(signUntil),
            TokenClock.FromSeconds(verifyUntil),
            (entry[6] & CompromisedBit) != 0);
        return KeySetRefusal.None;
    }
}
