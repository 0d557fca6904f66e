using System.Text;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

public sealed class CsvTextTests
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<string, int> Files => new()
    {
        { "utf-8", 1 }, { "utf-8", 131_071 }, { "utf-8", 131_072 }, { "utf-8", 300_000 },
        { "utf-16", 131_070 }, { "utf-16", 300_001 },
        { "GB18030", 1 }, { "GB18030", 131_071 }, { "GB18030", 131_070 }, { "GB18030", 300_000 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Read_TextOfManyPieces_IsTheText(string encoding, int ascii)
    {
        var text = new string('a', ascii) + string.Concat(Enumerable.Repeat("测试，名字𠮷\r\n", 20_000));

        Assert.Equal(text, await ReadAsync(Encode(text, encoding)));
    }

    [Fact]
    public async Task Read_EmptyFile_IsEmpty() => Assert.Equal("", await ReadAsync([]));

    [Fact]
    public async Task Read_BytesThatAreNoText_Throws()
    {
        byte[] late = [.. Encode(string.Concat(Enumerable.Repeat("测试", 50_000)), "utf-8"), 0xFF, 0xFF];
        foreach (var bytes in (byte[][])[[0xFF], [0xEF, 0xBB, 0xBF, 0xB2, 0xE2], [0xFF, 0xFE, 0x41], late])
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(bytes));
        }
    }

    [Fact]
    public async Task Read_RowThatDoesNotEnd_Throws()
    {
        using var text = new CsvText(new MemoryStream(Encoding.ASCII.GetBytes(new string(',', 600_000))));
        text.BeginRow();

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text, beginRows: false));
    }

    private static async Task<string> ReadAsync(byte[] bytes)
    {
        using var text = new CsvText(new MemoryStream(bytes));
        return await ReadAsync(text, beginRows: true);
    }

    private static async Task<string> ReadAsync(CsvText text, bool beginRows)
    {
        var (all, buffer) = (new StringBuilder(), new char[4096]);
        while (true)
        {
            if (beginRows)
            {
                text.BeginRow();
            }

            var read = await text.ReadAsync(buffer, 0, buffer.Length);
            if (read == 0)
            {
                return all.ToString();
            }

            all.Append(buffer, 0, read);
        }
    }

    private static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        _ => Gb18030.GetBytes(text),
    };
}
