using TrainingVoucher.Log;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>The command line <c>verify-log</c>.</summary>
internal static class VerifyLogCommand
{
    public const string Usage = "usage: verify-log --data DIR [--checkpoint FILE]...";

    /// <summary>A file with the base64 of a checkpoint is shorter than this.</summary>
    private const int LongestFile = 4_096;

    public static bool IsFor(IReadOnlyList<string> arguments) => arguments is ["verify-log", ..];

    /// <summary>Runs the command; the exit code is 0 when all holds, 1 at a fault, 2 when it cannot run.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Func<string, IStore> open, TimeProvider time, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (Parse(arguments) is not var (data, files))
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        if (!Directory.Exists(KeyFiles.DirectoryOf(data)))
        {
            await error.WriteLineAsync($"{data} is no data directory: it has no keys.");
            return 2;
        }

        var keys = KeyFiles.Load(KeyFiles.DirectoryOf(data));
        var set = new PublishedKeys(keys, time).KeySet;
        var kept = new List<LogCheckpoint>();
        foreach (var file in files)
        {
            var refusal = LogCheckpoint.Verify(await ReadAsync(file, cancellation), set, out var checkpoint);
            if (refusal != CheckpointRefusal.None)
            {
                await error.WriteLineAsync($"{file} does not hold a checkpoint of this installation: {refusal}.");
                return 2;
            }

            kept.Add(checkpoint!);
        }

        var verification = new LogVerification(open(data), new Checkpoints(keys), set, kept, (done, all) => output.WriteLine($"{done} of {all} positions"));
        return await ReportAsync(await verification.RunAsync(cancellation), output);
    }

    private static async Task<int> ReportAsync(LogReport report, TextWriter output)
    {
        if (report.Fault is { } fault)
        {
            await output.WriteLineAsync($"FAULT at {fault.Where}: {fault.What}.");
            return 1;
        }

        await output.WriteLineAsync($"All holds: {report.Positions} positions, {report.Checkpoints} checkpoints. Not sealed yet: {report.Unsealed} rows.");
        return 0;
    }

    private static (string Data, IReadOnlyList<string> Files)? Parse(IReadOnlyList<string> arguments)
    {
        string? data = null;
        var files = new List<string>();
        for (var i = 1; i < arguments.Count; i += 2)
        {
            switch (arguments[i])
            {
                case "--data" when data is null && i + 1 < arguments.Count:
                    data = arguments[i + 1];
                    break;
                case "--checkpoint" when i + 1 < arguments.Count:
                    files.Add(arguments[i + 1]);
                    break;
                default:
                    return null;
            }
        }

        return data is null ? null : (data, files);
    }

    /// <summary>The bytes of a checkpoint in a file of base64; none when it is something else.</summary>
    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        if (new FileInfo(file) is not { Exists: true, Length: < LongestFile })
        {
            return [];
        }

        var text = (await File.ReadAllTextAsync(file, cancellation)).Trim();
        var bytes = new byte[LongestFile];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
