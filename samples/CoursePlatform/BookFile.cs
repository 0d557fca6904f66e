using System.Text.Json;

namespace CoursePlatform;

/// <summary>
/// The book on disk: a line of JSON for each entry, in their order, for its owner alone. An entry counts when its line is there to its end and on
/// the disk. The file is held open, so that no second program writes into it.
/// </summary>
internal sealed class BookFile : IDisposable
{
    private readonly FileStream file;

    /// <exception cref="IOException">The file cannot be opened; perhaps another program holds it.</exception>
    public BookFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(path, options);
    }

    /// <summary>The entries so far. What a crash has left of a line at the end was told to nobody, and is cut off.</summary>
    public IEnumerable<Entry> Read()
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        file.SetLength(whole);
        for (var start = 0; start < whole;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            yield return JsonSerializer.Deserialize<Entry>(bytes.AsSpan(start, length)) ?? throw new InvalidDataException("An entry of the book is null.");
            start += length + 1;
        }
    }

    /// <summary>Has the entry on the disk when it returns.</summary>
    /// <exception cref="IOException">It is not there; the disk may be full.</exception>
    public void Write(Entry entry)
    {
        var before = file.Length;
        try
        {
            file.Position = before;
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry), (byte)'\n']);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(before);
            throw;
        }
    }

    public void Dispose() => file.Dispose();
}
