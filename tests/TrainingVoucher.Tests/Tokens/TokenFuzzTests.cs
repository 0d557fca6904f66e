using System.Globalization;
using TrainingVoucher.Tokens;
using Xunit.Abstractions;

namespace TrainingVoucher.Tests.Tokens;

public sealed class TokenFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int ShortRun = 20_000;
    private const int LongRun = 1_000_000;
    private const int DefaultSeed = 20260901;

    // Claims, and what the platform needs to turn r‖s into its own form.
    private const long MostBytesPerCall = 2048;

    private readonly TestIssuer _issuer = new();

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public void Verify_MutatedTokens_AcceptsNoOtherBytesAndAllocatesLittle()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TV_SEED"), CultureInfo.InvariantCulture, out var given) ? given : DefaultSeed;
        var total = Environment.GetEnvironmentVariable("TV_LONG") == "1" ? LongRun : ShortRun;
        var random = TestRandom.Create(seed);
        var tokens = Enumerable.Range(0, 64).Select(_ => _issuer.Issue(TestIssuer.NextClaims(random))).ToArray();
        var counts = new SortedDictionary<TokenRefusal, int>();
        long mostBytes = 0;
        Warm(tokens);

        for (var i = 0; i < total; i++)
        {
            var token = tokens[random.Below(tokens.Length)];
            var mutant = TokenMutations.Next(random, token);
            var verdict = Verify(mutant, out var bytes);
            if (bytes > MostBytesPerCall)
            {
                // What the runtime itself allocates now and then is not the verifier's; what the verifier allocates comes again.
                verdict = Verify(mutant, out bytes);
            }

            mostBytes = Math.Max(mostBytes, bytes);
            counts[verdict.Refusal] = counts.GetValueOrDefault(verdict.Refusal) + 1;
            Assert.True(!verdict.IsAccepted || IsSameToken(mutant, token), $"seed {seed}, mutant {i}: {mutant}");
        }

        Report(seed, total, counts, mostBytes);
        Assert.True(SignatureStep(counts) * 3 >= total, $"{SignatureStep(counts)} of {total} reached the signature step");
        Assert.InRange(mostBytes, 1, MostBytesPerCall);
        Assert.InRange(counts[TokenRefusal.None], 1, total / 5);
    }

    [Fact]
    public void Verify_AnyAcceptedToken_EncodesToTheSameText()
    {
        var random = TestRandom.Create(DefaultSeed);
        for (var i = 0; i < 1000; i++)
        {
            var claims = TestIssuer.NextClaims(random);
            var text = _issuer.Issue(claims);
            var verdict = _issuer.Verifier.Verify(text, TestIssuer.Now);
            Assert.Equal(claims, verdict.Claims);
            var signature = TokenMutations.Decode(text).AsSpan(VoucherBody.Length);
            Assert.Equal(text, VoucherToken.Format(VoucherToken.EncodeBody(verdict.Claims!), signature));
            Assert.Equal(167, text.Length);
        }
    }

    [Fact]
    public void Verify_TextOfAMegabyte_IsRefusedWithoutAllocating()
    {
        var text = "TV1" + new string('0', 1_000_000);
        Warm([text]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = _issuer.Verifier.Verify(text, TestIssuer.Now);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(TokenRefusal.TooLong, verdict.Refusal);
    }

    private VoucherVerdict Verify(string token, out long bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = _issuer.Verifier.Verify(token, TestIssuer.Now);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return verdict;
    }

    private void Warm(string[] tokens)
    {
        foreach (var token in tokens)
        {
            _issuer.Verifier.Verify(token, TestIssuer.Now);
        }
    }

    private void Report(int seed, int total, SortedDictionary<TokenRefusal, int> counts, long mostBytes)
    {
        output.WriteLine($"seed {seed}, {total} mutants, {SignatureStep(counts)} reached the signature step, at most {mostBytes} bytes a call");
        foreach (var (refusal, count) in counts)
        {
            output.WriteLine($"{count,9} {(refusal == TokenRefusal.None ? "accepted, same bytes" : refusal.ToCode())}");
        }
    }

    private static int SignatureStep(SortedDictionary<TokenRefusal, int> counts) => counts
        .Where(pair => pair.Key is TokenRefusal.SignatureRange or TokenRefusal.HighS or TokenRefusal.Signature)
        .Sum(pair => pair.Value);

    private static bool IsSameToken(string mutant, string token) =>
        mutant.AsSpan().TrimEnd("\r\n\t").Equals(token, StringComparison.OrdinalIgnoreCase);
}
