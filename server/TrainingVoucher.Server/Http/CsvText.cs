using System.Text;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// The text of a CSV file of any length, read piece by piece: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030. What has no BOM
/// counts as UTF-8 unless the first piece that is more than ASCII says otherwise. Bytes that are no text, and a row that does not
/// end, throw <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class CsvText(Stream file) : TextReader
{
    private const int Piece = 128 * 1024;
    private const int LongestRow = 256 * 1024;

    private readonly byte[] bytes = new byte[Piece];
    private readonly char[] chars = new char[Piece + 4];
    private Decoder? decoder;
    private bool isFirst = true;
    private bool isEnd;
    private int next;
    private int filled;
    private long given;
    private long allowed = LongestRow;

    /// <summary>Says that a row has begun; it ends within bounds, or reading throws.</summary>
    public void BeginRow() => allowed = given + LongestRow;

    public override async Task<int> ReadAsync(char[] buffer, int index, int count)
    {
        while (next == filled && !isEnd)
        {
            await FillAsync();
        }

        if (given > allowed)
        {
            throw new InvalidDataException("A row is longer than any could be.");
        }

        var taken = Math.Min(count, filled - next);
        chars.AsSpan(next, taken).CopyTo(buffer.AsSpan(index));
        next += taken;
        given += taken;
        return taken;
    }

    private async Task FillAsync()
    {
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
        isEnd = read < bytes.Length;
        try
        {
            Decode(bytes.AsSpan(0, read));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("The file is neither UTF-8 nor GB18030.", e);
        }
    }

    private void Decode(ReadOnlySpan<byte> piece)
    {
        next = 0;
        if (isFirst)
        {
            isFirst = false;
            piece = piece[Mark(piece)..];
        }

        if (decoder is null && !Ascii.IsValid(piece))
        {
            decoder = IsUtf8(piece) ? CsvReading.StrictUtf8.GetDecoder() : CsvReading.StrictGb18030().GetDecoder();
        }

        filled = decoder?.GetChars(piece, chars, flush: isEnd) ?? Encoding.ASCII.GetChars(piece, chars);
    }

    /// <summary>The length of the byte order mark, which names the encoding.</summary>
    private int Mark(ReadOnlySpan<byte> piece)
    {
        Encoding? named = piece switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xEF, 0xBB, 0xBF, ..] => CsvReading.StrictUtf8,
            _ => null,
        };
        decoder = named?.GetDecoder();
        return named switch { null => 0, UTF8Encoding => 3, _ => 2 };
    }

    /// <summary>Whether it is UTF-8; a character may be cut off at the end.</summary>
    private bool IsUtf8(ReadOnlySpan<byte> piece)
    {
        try
        {
            CsvReading.StrictUtf8.GetDecoder().GetCharCount(piece, flush: isEnd);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
