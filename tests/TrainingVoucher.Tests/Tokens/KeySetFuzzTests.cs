using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class KeySetFuzzTests
{
    private static readonly VectorFile KeySets = new("keysets.json");
    private static readonly VectorFile Delegates = new("delegates.json");

    [Fact]
    public void Verify_AnyByteOfAManifestChanged_IsRefused()
    {
        var vector = KeySets["base"];
        var trusted = VectorFile.Roots(vector.GetProperty("trusted"));
        AssertOnlyTheseBytes(
            VectorFile.Hex(vector, "bytes"),
            bytes => KeySetManifest.Verify(bytes, trusted, null, VectorFile.Instant(vector, "now")));
    }

    [Fact]
    public void WithDelegates_AnyByteOfAListChanged_IsRefused()
    {
        var vector = Delegates["base"];
        var keySet = Delegates.KeySet();
        AssertOnlyTheseBytes(
            VectorFile.Hex(vector, "bytes"),
            bytes => keySet.WithDelegates(bytes, VectorFile.Instant(vector, "now")));
    }

    private static void AssertOnlyTheseBytes(byte[] bytes, Func<byte[], KeySetResult> verify)
    {
        var random = TestRandom.Create(11);
        Assert.True(verify(bytes).IsAccepted);
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= (byte)(1 + random.Below(255));
            Assert.False(verify(changed).IsAccepted, $"byte {i} changed");
            Assert.False(verify(bytes[..i]).IsAccepted, $"cut to {i} bytes");
        }
    }
}
