using System.Security.Cryptography;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>Gives equal things equal numbers, from 1 on, and keeps none of them.</summary>
internal sealed class Labels
{
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public int? Of(ReadOnlySpan<byte> thing)
    {
        if (thing.IsEmpty)
        {
            return null;
        }

        var hash = Convert.ToHexString(HMACSHA256.HashData(salt, thing));
        if (!numbers.TryGetValue(hash, out var number))
        {
            numbers.Add(hash, number = numbers.Count + 1);
        }

        return number;
    }
}
