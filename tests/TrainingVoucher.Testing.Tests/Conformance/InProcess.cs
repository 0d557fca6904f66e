using System.Text.Json;
using ConformanceDriver;
using TrainingVoucher.Conformance.Driving;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>The reference driver in this process, spoiled by a test. What it throws is what would end its process.</summary>
/// <param name="make">Makes it, at each start anew.</param>
internal sealed class InProcess(Func<Driver> make) : IDriver
{
    private Driver driver = make();

    public async Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize<DriverAnswer>(await driver.AnswerAsync(task.ToLine(), ct), DriverJson.Options)!;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new DriverException(DriverFault.Ended, e.Message, e);
        }
    }

    public async Task RestartAsync()
    {
        await driver.DisposeAsync();
        driver = make();
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();
}

/// <summary>A driver that does some tasks by itself, and leaves the others to another.</summary>
/// <param name="rest">The other.</param>
/// <param name="does">What it does itself; nothing for what it leaves.</param>
internal sealed class Instead(IDriver rest, Func<DriverTask, Task<DriverAnswer?>> does) : IDriver
{
    public async Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct) => await does(task) ?? await rest.AskAsync(task, ct);

    public Task RestartAsync() => rest.RestartAsync();

    public ValueTask DisposeAsync() => rest.DisposeAsync();
}

/// <summary>A driver that says it can do something else.</summary>
internal sealed class Knowing(IDriver rest, params IReadOnlyList<string> can) : IDriver
{
    public async Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct)
    {
        var answer = await rest.AskAsync(task, ct);
        return answer.Can is null ? answer : answer with { Can = can };
    }

    public Task RestartAsync() => rest.RestartAsync();

    public ValueTask DisposeAsync() => rest.DisposeAsync();
}
