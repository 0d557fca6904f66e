using System.Diagnostics;
using System.Security.Cryptography;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Bench;

/// <summary>Parses and verifies voucher tokens on this thread, each with one signature, by the SDK's verifier whose key is parsed once.</summary>
internal static class OfflineChecks
{
    private const int Tokens = 1_000;

    public static async Task RunAsync(Arguments arguments)
    {
        var directory = Directory.CreateTempSubdirectory("training-voucher-");
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            var keys = KeyFiles.LoadOrCreate(directory.FullName, now);
            var verifier = new PublishedKeys(keys, TimeProvider.System).Verifier;
            var tokens = Issue(keys, DateOnly.FromDateTime(now.UtcDateTime));
            Check(verifier, tokens, now, TimeSpan.FromSeconds(1));
            await Console.Out.WriteLineAsync($"rate={Check(verifier, tokens, now, TimeSpan.FromSeconds(arguments.Number("seconds"))):F1}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static double Check(VoucherVerifier verifier, string[] tokens, DateTimeOffset now, TimeSpan time)
    {
        var (start, count) = (Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            for (var i = 0; i < 100; i++, count++)
            {
                if (verifier.Verify(tokens[count % tokens.Length], now).Refusal != TokenRefusal.None)
                {
                    throw new InvalidOperationException("A good token was refused.");
                }
            }
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string[] Issue(ServerKeys keys, DateOnly today)
    {
        var codes = new VoucherCodes(keys.CodeMaskKey, RandomNumberGenerator.Create());
        var issuer = new VoucherIssuer(keys.Voucher, keys.VoucherKeyId);
        return [.. Enumerable.Range(0, Tokens).Select(i => issuer.Issue(new(
            KeyId: 0,
            Id: codes.New((byte)i),
            Shard: 0,
            Index: (ushort)i,
            Batch: 1,
            Region: 330100,
            Category: new TrainingCategory(0),
            FirstDay: today.AddDays(-1),
            LastDay: today.AddDays(30),
            ValueFen: 50_000,
            ValueMode: ValueMode.FaceValue,
            IsTargeted: false)))];
    }
}
