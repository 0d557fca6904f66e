namespace TrainingVoucher.Client;

/// <summary>The address of the server, to which paths are added.</summary>
internal sealed class BaseAddress(Uri address)
{
    /// <summary>Without a slash at its end; the audience of assertions.</summary>
    public string Text { get; } = address.AbsoluteUri.TrimEnd('/');

    public Uri Of(string pathAndQuery) => new(Text + pathAndQuery);

    /// <summary>A raw request's address, which never leads a token elsewhere.</summary>
    public Uri Resolve(Uri? raw)
    {
        var root = new Uri(Text + "/");
        var resolved = raw switch
        {
            null => root,
            { IsAbsoluteUri: true } => raw,
            _ => new Uri(root, raw.OriginalString.TrimStart('/')),
        };
        return root.IsBaseOf(resolved) ? resolved : throw new ArgumentException("The address is not below BaseAddress.", nameof(raw));
    }
}
