namespace TrainingVoucher.Client;

/// <summary>Reads a stream of unknown length without giving it all memory.</summary>
internal static class BoundedStream
{
    /// <summary>The bytes to the end; <see langword="null"/> when there are more than <paramref name="limit"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct).ConfigureAwait(false)) > 0)
        {
            if (all.Length + read > limit)
            {
                return null;
            }

            all.Write(chunk, 0, read);
        }

        return all.ToArray();
    }
}
