using System.Text.Json;
using System.Threading.Channels;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>A line of the client's record: what it is about to ask, and later what it was told. An intent has no status.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Kind">The name of the command.</param>
/// <param name="Code">The voucher; empty for a claim.</param>
/// <param name="Status">The status of the answer; 0 when none came.</param>
/// <param name="Refusal">The code of a refusal.</param>
/// <param name="Hash">SHA-256 of the body.</param>
internal sealed record RecordLine(string Key, string Kind, string Code, int? Status = null, string? Refusal = null, string? Hash = null);

/// <summary>
/// The client's own file: a line is on disk before what it announces is done. Lines that wait together are synced together.
/// </summary>
internal sealed class Record : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly Channel<(byte[] Line, TaskCompletionSource Kept)> _waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly Task _writing;

    public Record(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        _writing = WriteAsync();
    }

    public Task KeepAsync(RecordLine line)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_waiting.Writer.TryWrite(([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'], kept)));
        return kept.Task;
    }

    public static IReadOnlyList<RecordLine> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<RecordLine>(line)!)];

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writing;
        await _file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        await foreach (var first in _waiting.Reader.ReadAllAsync())
        {
            var kept = new List<TaskCompletionSource> { first.Kept };
            await _file.WriteAsync(first.Line);
            while (_waiting.Reader.TryRead(out var next))
            {
                kept.Add(next.Kept);
                await _file.WriteAsync(next.Line);
            }

            _file.Flush(flushToDisk: true);
            kept.ForEach(k => k.SetResult());
        }
    }
}
