using System.Formats.Cbor;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Tests.Journal;

public sealed class JournalCodecTests
{
    private static readonly JournalEntry Least = new() { Event = "voucher.claimed", Kind = "voucher", Subject = [1, 2, 3], At = DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_123) };

    private static readonly JournalEntry Most = Least with
    {
        Client = 1,
        Officer = long.MaxValue,
        Request = "key-1",
        Device = "counter 3",
        Proxy = "clerk",
        OldState = 1,
        NewState = 2,
        Fen = 50_000,
        Reason = "按规定撤销",
        Values = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["scheme"] = 3, ["batch"] = -1, ["person"] = long.MaxValue, ["index"] = 65_535, ["a_name_of_more_than_23_letters"] = 4, ["ab"] = 5, ["aa"] = 6,
        },
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["project"] = "电工", ["level"] = "5" },
    };

    public static TheoryData<int> Entries => [0, 1];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Encode_GivesCanonicalBytesThatSayTheSame(int which)
    {
        JournalEntry[] entries = [Least, Most];
        var bytes = JournalCodec.Encode(entries[which]);

        var reader = new CborReader(bytes.AsMemory(1), CborConformanceMode.Canonical);
        Assert.Equal(bytes.Length - 1, reader.ReadEncodedValue().Length);
        Assert.Equal(1, bytes[0]);
        var decoded = JournalCodec.Decode(bytes);
        Assert.Equivalent(entries[which], decoded, strict: true);
        Assert.Equal(bytes, JournalCodec.Encode(decoded));
    }
}
