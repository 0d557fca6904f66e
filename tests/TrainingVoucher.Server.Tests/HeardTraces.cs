using System.Collections.Concurrent;
using System.Diagnostics;

namespace TrainingVoucher.Server.Tests;

/// <summary>
/// Everything that is told to whoever traces this process, as one text. Calls that go out are left out: those of a test itself are among them,
/// and the server's own go to addresses of webhooks and identity providers.
/// </summary>
internal sealed class HeardTraces : IDisposable
{
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public HeardTraces()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string Text => string.Join('\n', _stopped.Select(a =>
        $"{a.OperationName} {a.DisplayName} {a.StatusDescription} {Join(a.TagObjects)} {string.Join(' ', a.Baggage)} {string.Join(' ', a.Events.Select(e => $"{e.Name} {Join(e.Tags)}"))}"));

    public void Dispose() => _listener.Dispose();

    private static string Join(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(t => $"{t.Key}={t.Value}"));
}
