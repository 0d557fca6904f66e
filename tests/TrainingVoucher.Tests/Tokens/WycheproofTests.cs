using System.Security.Cryptography;
using System.Text.Json;
using TrainingVoucher.Tokens;
using Xunit.Abstractions;

namespace TrainingVoucher.Tests.Tokens;

public sealed class WycheproofTests(ITestOutputHelper output)
{
    private const int ValidVectors = 173;
    private const int ValidHighS = 70;

    [Fact]
    public void Verify_EveryVector_GivesTheVerdictOfTheSet()
    {
        int total = 0, valid = 0, highS = 0;
        foreach (var group in VectorFile.Read("ecdsa_secp256r1_sha256_p1363_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var point = VectorFile.Hex(group.GetProperty("publicKey"), "uncompressed");
            var key = P256PublicKey.Import(point.AsSpan(1));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                total++;
                var verdict = Check(key, test);
                valid += VectorFile.Text(test, "result") == "valid" ? 1 : 0;
                highS += verdict == SignatureVerdict.HighS && VectorFile.Text(test, "result") == "valid" ? 1 : 0;
            }
        }

        output.WriteLine($"{total} vectors, {valid} valid, {highS} of these with high s");
        Assert.Equal((262, ValidVectors, ValidHighS), (total, valid, highS));
    }

    private static SignatureVerdict Check(P256PublicKey key, JsonElement test)
    {
        var hash = SHA256.HashData(VectorFile.Hex(test, "msg"));
        var signature = VectorFile.Hex(test, "sig");
        var verdict = key.Verify(hash, signature);
        var comment = $"{test.GetProperty("tcId")} {VectorFile.Text(test, "comment")}: {verdict}";
        if (VectorFile.Text(test, "result") != "valid")
        {
            Assert.True(verdict != SignatureVerdict.Valid, comment);
            return verdict;
        }

        if (verdict == SignatureVerdict.HighS)
        {
            P256Signature.ToLowS(signature);
            Assert.True(key.Verify(hash, signature) == SignatureVerdict.Valid, comment);
            return verdict;
        }

        Assert.True(verdict == SignatureVerdict.Valid, comment);
        return verdict;
    }
}
