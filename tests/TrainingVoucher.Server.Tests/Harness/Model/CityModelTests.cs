using FsCheck.Fluent;
using TrainingVoucher.Client;
using TrainingVoucher.Server.Tests.Journal;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>Random command sequences through the SDK against a real server: every outcome, voucher and balance as in the model.</summary>
public sealed class CityModelTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int SequencesPerServer = 20;

    private readonly Dictionary<(CityActKind Kind, string Code), int> _seen = [];
    private Scenario? _city;
    private IReadOnlyList<InstitutionClient> _schools = [];
    private int _walked;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_city is not null)
        {
            await _city.DisposeAsync();
        }
    }

    [Fact]
    public void Api_RandomSequences_AsTheModelSays()
    {
        var sequences = HarnessRun.Count(8, 1_000);
        DiceSequences.Hold(Prop.ForAll(DiceSequences.Of(30, 80), WalkAsync), sequences);

        output.WriteLine($"seed {HarnessRun.Seed}: {sequences} sequences, {_seen.Values.Sum()} commands");
        output.WriteLine(string.Join('\n', _seen.OrderBy(x => (x.Key.Kind, x.Key.Code)).Select(x => $"{x.Key.Kind} {x.Key.Code}: {x.Value}")));
        if (HarnessRun.IsLong)
        {
            Assert.All(Enum.GetValues<CityActKind>().Where(k => k != CityActKind.Pass), kind => Assert.True(_seen.ContainsKey((kind, "ok")), $"{kind} was never done."));
        }
    }

    private async Task WalkAsync(Dice[] dice)
    {
        if (_walked++ % SequencesPerServer == 0)
        {
            await DisposeAsync();
            await StartAsync();
        }

        var walk = new CityWalk(_city!, _schools, _walked);
        await walk.PrepareAsync(dice[0]);
        foreach (var step in dice.Skip(1))
        {
            await walk.StepAsync(step);
        }

        await walk.CloseAsync();
        await Invariants.AssertAsync(_city!.Server.Store);
        foreach (var (key, times) in walk.Seen)
        {
            _seen[key] = _seen.GetValueOrDefault(key) + times;
        }
    }

    private async Task StartAsync()
    {
        _city = await Scenario.StartAsync();
        await _city.Maker.AddSubsidyStandardsAsync(new([new() { Project = "electrician", Level = 5, Fen = 30_000, ValidFrom = new(2020, 1, 1), ValidTo = new(2099, 1, 1) }]));
        _schools = [_city.School, (await _city.AddSchoolAsync()).Client];
    }
}
