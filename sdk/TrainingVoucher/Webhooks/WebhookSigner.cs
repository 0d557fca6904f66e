using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainingVoucher.Webhooks;

/// <summary>Signs webhooks as the server does; with it a receiver tests itself. Safe for use from many threads.</summary>
/// <param name="secrets">The secret that counts, and during a rotation also the one before; 1 to 4.</param>
/// <exception cref="ArgumentException">There is no secret, or there are more than four.</exception>
public sealed class WebhookSigner(params IEnumerable<WebhookSecret> secrets)
{
    internal const int MaxSecrets = 4;
    internal const int MaxId = 128;
    internal const string Version = "v1,";

    private readonly WebhookSecret[] secrets = Some(secrets);

    /// <summary>Makes the headers of one attempt to deliver a message.</summary>
    /// <param name="id">Names the message, in every attempt the same: 1 to 128 visible ASCII characters without a full stop.</param>
    /// <param name="at">When the attempt is made; counted in whole seconds.</param>
    /// <param name="body">The body, exactly as it is sent.</param>
    /// <exception cref="ArgumentException">The id has another form, or the time lies before 1970.</exception>
    public SignedWebhook Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        if (!IsId(id))
        {
            throw new ArgumentException("An id has 1 to 128 visible ASCII characters and no full stop.", nameof(id));
        }

        var seconds = at.ToUnixTimeSeconds();
        if (seconds < 0)
        {
            throw new ArgumentException("The time lies before 1970.", nameof(at));
        }

        var timestamp = seconds.ToString(CultureInfo.InvariantCulture);
        var signatures = new List<string>(secrets.Length);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            Hash(secret, id, timestamp, body, hash);
            signatures.Add(Version + Convert.ToBase64String(hash));
        }

        return new SignedWebhook(id, timestamp, string.Join(' ', signatures));
    }

    internal static WebhookSecret[] Some(IEnumerable<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        WebhookSecret[] some = [.. secrets];
        return some.Length is >= 1 and <= MaxSecrets && !some.Contains(null)
            ? some
            : throw new ArgumentException("One secret to four are needed.", nameof(secrets));
    }

    /// <summary>Without a full stop, or another message could be read out of the same signed bytes.</summary>
    internal static bool IsId(string? id) => id is { Length: >= 1 and <= MaxId } && id.All(c => c is > ' ' and <= '~' and not '.');

    /// <summary>HMAC-SHA256 of id, timestamp and body, with a full stop between them.</summary>
    internal static void Hash(WebhookSecret secret, string id, string timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        hmac.GetHashAndReset(hash);
    }
}

/// <summary>The headers of one attempt to deliver a webhook.</summary>
/// <param name="Id">The value of <see cref="WebhookHeaders.Id"/>.</param>
/// <param name="Timestamp">The value of <see cref="WebhookHeaders.Timestamp"/>.</param>
/// <param name="Signature">The value of <see cref="WebhookHeaders.Signature"/>: a signature for each secret.</param>
public sealed record SignedWebhook(string Id, string Timestamp, string Signature)
{
    /// <summary>The value of a header by its name, as <see cref="WebhookVerifier.Verify"/> asks for it; <see langword="null"/> for any other name.</summary>
    /// <param name="name">The name of the header, in any case.</param>
    public string? Header(string name) => name?.ToLowerInvariant() switch
    {
        WebhookHeaders.Id => Id,
        WebhookHeaders.Timestamp => Timestamp,
        WebhookHeaders.Signature => Signature,
        _ => null,
    };
}
