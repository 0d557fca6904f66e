using System.Collections.Concurrent;
using TrainingVoucher.Client;

namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>Records what concurrent clients asked for and what they were told.</summary>
internal sealed class History<TCommand>
{
    private readonly ConcurrentQueue<RecordedCall<TCommand>> _calls = new();
    private long _clock;

    public IReadOnlyList<RecordedCall<TCommand>> Calls => [.. _calls];

    /// <summary>Makes a call. Its outcome is what it gives, <c>ok</c> for nothing, or the code of a refusal; unknown when no answer came.</summary>
    public async Task<string?> CallAsync(int client, TCommand command, Func<Task<string?>> call)
    {
        var invoked = Interlocked.Increment(ref _clock);
        string? outcome;
        try
        {
            outcome = await call() ?? "ok";
        }
        catch (TrainingVoucherException e)
        {
            outcome = e.Status is 0 or >= 500 ? null : e.Code;
        }

        _calls.Enqueue(new(client, command, outcome, invoked, outcome is null ? long.MaxValue : Interlocked.Increment(ref _clock)));
        return outcome;
    }
}
