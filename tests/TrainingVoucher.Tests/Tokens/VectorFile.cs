using System.Globalization;
using System.Text.Json;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

/// <summary>One file of test vectors, as <c>tests/vectors/generate</c> wrote it.</summary>
internal sealed class VectorFile
{
    private readonly JsonElement _root;
    private readonly Dictionary<string, JsonElement> _cases;

    public VectorFile(string name)
    {
        _root = Read(name);
        _cases = _root.GetProperty("cases").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }

    public IEnumerable<JsonElement> Cases => _cases.Values;

    public JsonElement this[string name] => _cases[name];

    public TheoryData<string> Names => [.. _cases.Keys];

    public static JsonElement Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "vectors", name);
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    }

    /// <summary>The key set that every case of the file is checked against.</summary>
    public KeySet KeySet() => KeySetManifest.Verify(
        Hex(_root, "keySet"), Roots(_root.GetProperty("trusted")), null, Instant(_root, "keySetAcceptedAt")).KeySet!;

    /// <summary>The verdict written in the file: empty for accepted, else the refusal code.</summary>
    public static string Expected(JsonElement item) =>
        item.GetProperty("verdict").GetString() == "accepted" ? "" : item.GetProperty("code").GetString()!;

    public static TrustedRoots Roots(JsonElement pinned) => new(
        new Guid(Hex(pinned, "installation"), bigEndian: true),
        pinned.GetProperty("threshold").GetInt32(),
        pinned.GetProperty("keys").EnumerateArray().Select(key => P256PublicKey.Import(Convert.FromHexString(key.GetString()!))));

    public static byte[] Hex(JsonElement item, string property) => Convert.FromHexString(Text(item, property));

    public static string Text(JsonElement item, string property) => item.GetProperty(property).GetString()!;

    public static DateTimeOffset Instant(JsonElement item, string property) =>
        DateTimeOffset.Parse(Text(item, property), CultureInfo.InvariantCulture);
}
