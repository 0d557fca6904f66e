using FsCheck;
using FsCheck.Fluent;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>One throw of three dice; what it means depends on where the model stands, so that a shortened sequence still makes sense.</summary>
internal readonly record struct Dice(int A, int B, int C);

/// <summary>Sequences of throws, and shorter ones to find the shortest that fails.</summary>
internal static class DiceSequences
{
    private const int Sides = 10_000;

    private static readonly Gen<Dice> Throw =
        from a in Gen.Choose(0, Sides - 1)
        from b in Gen.Choose(0, Sides - 1)
        from c in Gen.Choose(0, Sides - 1)
        select new Dice(a, b, c);

    public static Arbitrary<Dice[]> Of(int shortest, int longest) => Arb.From(Gen.Choose(shortest, longest).SelectMany(n => Throw.ArrayOf(n)), Shorter);

    /// <summary>Holds a property against so many sequences. A failure names the seed and the shortest sequence found.</summary>
    public static void Hold(Property property, int sequences) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(sequences).WithReplay((ulong)HarnessRun.Seed, 1UL), property);

    /// <summary>Halves first, then all but one.</summary>
    private static IEnumerable<Dice[]> Shorter(Dice[] sequence)
    {
        if (sequence.Length > 3)
        {
            yield return sequence[..(sequence.Length / 2)];
            yield return sequence[(sequence.Length / 2)..];
        }

        for (var i = sequence.Length - 1; i >= 0 && sequence.Length > 1; i--)
        {
            yield return [.. sequence[..i], .. sequence[(i + 1)..]];
        }
    }
}
