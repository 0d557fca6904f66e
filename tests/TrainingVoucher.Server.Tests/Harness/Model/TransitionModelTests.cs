using FsCheck.Fluent;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>Random command sequences against the pure transition function: every outcome code, every state, every fen as in the model.</summary>
public class TransitionModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Decide_RandomSequences_AsTheModelSays()
    {
        var (sequences, steps, done) = (HarnessRun.Count(2_000, 100_000), 0, new Dictionary<ActKind, int>());
        DiceSequences.Hold(
            Prop.ForAll(DiceSequences.Of(1, 60), dice =>
            {
                var walk = new TransitionWalk(dice[0]);
                Array.ForEach(dice[1..], walk.Step);
                steps += dice.Length - 1;
                foreach (var (kind, times) in walk.Done)
                {
                    done[kind] = done.GetValueOrDefault(kind) + times;
                }
            }),
            sequences);
        output.WriteLine($"seed {HarnessRun.Seed}: {sequences} sequences, {steps} commands, of which did something: {string.Join(", ", done.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"))}");
        Assert.Equal(Enum.GetValues<ActKind>(), done.Keys.Order());
    }
}
