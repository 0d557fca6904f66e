using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

/// <summary>A small seeded generator (splitmix64), the same on every runtime, so that a printed seed repeats a failure.</summary>
internal sealed class TestRandom(ulong seed)
{
    private ulong _state = seed;

    public static TestRandom Create(int seed) => new((ulong)seed);

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Next();
        }
    }

    public static VoucherId NextId(TestRandom random)
    {
        Span<byte> bytes = stackalloc byte[VoucherId.ByteLength];
        random.Fill(bytes);
        bytes[9] &= 0xE0;
        return VoucherId.FromBytes(bytes);
    }
}
