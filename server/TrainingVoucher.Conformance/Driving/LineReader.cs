using System.Text;

namespace TrainingVoucher.Conformance.Driving;

/// <summary>Reads lines of bounded length. Nothing is read ahead of need, so that who floods the pipe is held up by it.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>In bytes.</summary>
    public const int Longest = 256 * 1024;

    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>The next line without its end; nothing at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async Task<string?> ReadAsync(CancellationToken ct)
    {
        using var line = new MemoryStream();
        while (true)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, ct));
                if (end == 0)
                {
                    return line.Length == 0 ? null : Text(line);
                }
            }

            var feed = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var stop = feed < 0 ? end : feed;
            line.Write(buffer, start, stop - start);
            start = feed < 0 ? end : feed + 1;
            if (line.Length > Longest)
            {
                throw new InvalidDataException();
            }

            if (feed >= 0)
            {
                return Text(line);
            }
        }
    }

    private static string Text(MemoryStream line) => Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r').TrimStart('\uFEFF');
}
