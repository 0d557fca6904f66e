using System.Text.Json;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class KeySetVectorTests
{
    private static readonly VectorFile KeySets = new("keysets.json");
    private static readonly VectorFile Delegates = new("delegates.json");

    public static TheoryData<string> KeySetNames => KeySets.Names;

    public static TheoryData<string> DelegateNames => Delegates.Names;

    [Theory]
    [MemberData(nameof(KeySetNames))]
    public void Verify_KeySetVector_GivesTheWrittenVerdict(string name)
    {
        var vector = KeySets[name];
        var now = VectorFile.Instant(vector, "now");
        var trusted = VectorFile.Roots(vector.GetProperty("trusted"));
        var held = vector.TryGetProperty("held", out var bytes)
            ? KeySetManifest.Verify(Convert.FromHexString(bytes.GetString()!), trusted, null, now).KeySet!
            : null;

        var result = KeySetManifest.Verify(VectorFile.Hex(vector, "bytes"), trusted, held, now);

        Assert.Equal(VectorFile.Expected(vector), result.Refusal.ToCode());
        Assert.Equal(result.Refusal == KeySetRefusal.None, result.IsAccepted);
        if (result.IsAccepted)
        {
            Assert.Equal(Ids(vector), result.KeySet.Keys.Select(key => key.Id).Order());
            var body = VectorFile.Hex(vector, "bytes")[4..];
            var signed = VectorFile.Hex(vector, "signed");
            Assert.Equal(signed, KeySetManifest.SignedBytes(body.AsSpan(0, signed.Length - "TV1-keyset\0".Length)));
        }
    }

    [Theory]
    [MemberData(nameof(DelegateNames))]
    public void WithDelegates_Vector_GivesTheWrittenVerdict(string name)
    {
        var vector = Delegates[name];
        var now = VectorFile.Instant(vector, "now");
        var keySet = Delegates.KeySet();
        if (vector.TryGetProperty("held", out var held))
        {
            keySet = keySet.WithDelegates(Convert.FromHexString(held.GetString()!), now).KeySet!;
        }

        var result = keySet.WithDelegates(VectorFile.Hex(vector, "bytes"), now);

        Assert.Equal(VectorFile.Expected(vector), result.Refusal.ToCode());
        if (result.IsAccepted)
        {
            Assert.Superset(Ids(vector).ToHashSet(), result.KeySet.Keys.Select(key => key.Id).ToHashSet());
        }
    }

    [Fact]
    public void Verify_ManifestWithNewRoots_MakesThemTheTrustedOnes()
    {
        var vector = KeySets["new roots, signed by old and new"];
        var pinned = VectorFile.Roots(vector.GetProperty("trusted"));
        var keySet = KeySetManifest.Verify(VectorFile.Hex(vector, "bytes"), pinned, null, VectorFile.Instant(vector, "now")).KeySet!;
        Assert.Equal(2, keySet.Roots.Threshold);
        Assert.DoesNotContain(keySet.Roots.Keys, key => pinned.Keys.Contains(key));
        Assert.Equal(pinned.Installation, keySet.Roots.Installation);
    }

    [Fact]
    public void WithDelegates_NewerListOfTheSameDelegate_TakesThePlaceOfTheOlder()
    {
        var now = VectorFile.Instant(Delegates["base"], "now");
        var held = Delegates.KeySet().WithDelegates(VectorFile.Hex(Delegates["newer than the one held"], "held"), now).KeySet!;
        var newer = held.WithDelegates(VectorFile.Hex(Delegates["newer than the one held"], "bytes"), now).KeySet!;
        Assert.Equal(held.Keys.Select(key => key.Id).Order(), newer.Keys.Select(key => key.Id).Order());
        Assert.NotSame(held, newer);
    }

    private static IEnumerable<uint> Ids(JsonElement vector) =>
        vector.GetProperty("keys").EnumerateArray().Select(id => id.GetUInt32()).Order();
}
