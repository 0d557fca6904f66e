using System.Net;
using System.Net.Http.Headers;

namespace TrainingVoucher.Client;

/// <summary>A file that is sent as it is read, from where it stood; it stays open for the next attempt.</summary>
internal sealed class FileContent : HttpContent
{
    private readonly Stream file;
    private readonly long start;

    public FileContent(Stream file, long start, string mediaType)
    {
        (this.file, this.start) = (file, start);
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        file.Position = start;
        return file.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length - start;
        return true;
    }
}
