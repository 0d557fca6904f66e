using System.Globalization;
using System.Security.Cryptography;

namespace TrainingVoucher.Webhooks;

/// <summary>
/// Checks that a webhook comes from the server, unchanged and just now: the Standard Webhooks specification, version 1 signatures. It needs
/// neither network nor container, and no web framework. Keep one; it is safe for use from many threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="secrets">The secrets that count, in any order: one, and during a rotation also its successor; 1 to 4.</param>
/// <exception cref="ArgumentException">There is no secret, or there are more than four.</exception>
public sealed class WebhookVerifier(TimeProvider time, params IEnumerable<WebhookSecret> secrets)
{
    /// <summary>The longest body, in bytes.</summary>
    public const int MaxBody = 256 * 1024;

    private const int MaxSignature = 2048;
    private const int LongestTime = 12;

    private readonly TimeProvider time = time ?? throw new ArgumentNullException(nameof(time));
    private readonly WebhookSecret[] secrets = WebhookSigner.Some(secrets);

    /// <summary>How far the time of an attempt may lie from the clock, before or after it: five minutes.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Checks a webhook. What is wrong with it is an answer, not an exception.</summary>
    /// <param name="body">The body as it came over the wire, before anything parsed it.</param>
    /// <param name="header">Gives the value of a header by its name in lower case; <see langword="null"/> when it is missing.</param>
    public WebhookVerdict Verify(ReadOnlySpan<byte> body, Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);

        // 1. What is too large is not looked at.
        if (body.Length > MaxBody)
        {
            return WebhookVerdict.Refused(WebhookRefusal.TooLarge);
        }

        // 2. All three headers are there.
        var (id, timestamp, signatures) = (header(WebhookHeaders.Id), header(WebhookHeaders.Timestamp), header(WebhookHeaders.Signature));
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return WebhookVerdict.Refused(WebhookRefusal.HeaderMissing);
        }

        // 3. and 4. Id and time have their one form, so that the signed bytes can be read in one way only.
        if (!WebhookSigner.IsId(id))
        {
            return WebhookVerdict.Refused(WebhookRefusal.Id);
        }

        if (!TryReadTime(timestamp, out var sentAt))
        {
            return WebhookVerdict.Refused(WebhookRefusal.Timestamp);
        }

        // 5. and 6. The attempt was made just now: an old one may be somebody's copy.
        var age = time.GetUtcNow() - sentAt;
        if (age > Tolerance)
        {
            return WebhookVerdict.Refused(WebhookRefusal.TooOld);
        }

        if (age < -Tolerance)
        {
            return WebhookVerdict.Refused(WebhookRefusal.TooNew);
        }

        // 7. and 8. One of the signatures is right.
        var refusal = CheckSignatures(signatures, id, timestamp, body);
        return refusal == WebhookRefusal.None ? WebhookVerdict.Accepted(id, sentAt) : WebhookVerdict.Refused(refusal);
    }

    private static bool TryReadTime(string text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length > LongestTime || (text[0] == '0' && text.Length > 1) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        at = seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MaxValue;
        return true;
    }

    /// <summary>Signatures of other versions are passed over, as the specification has it; they may be for somebody else.</summary>
    private WebhookRefusal CheckSignatures(string signatures, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        if (signatures.Length > MaxSignature)
        {
            return WebhookRefusal.SignatureForm;
        }

        Span<byte> expected = stackalloc byte[WebhookSigner.MaxSecrets * HMACSHA256.HashSizeInBytes];
        for (var i = 0; i < secrets.Length; i++)
        {
            WebhookSigner.Hash(secrets[i], id, timestamp, body, Part(expected, i));
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var (found, right) = (false, false);
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var entry = signatures.AsSpan(range);
            if (!entry.StartsWith(WebhookSigner.Version, StringComparison.Ordinal) || !StrictBase64.TryDecode(entry[WebhookSigner.Version.Length..], given, out var length) || length != given.Length)
            {
                continue;
            }

            found = true;
            for (var i = 0; i < secrets.Length; i++)
            {
                right |= CryptographicOperations.FixedTimeEquals(given, Part(expected, i));
            }
        }

        return right ? WebhookRefusal.None : found ? WebhookRefusal.Signature : WebhookRefusal.SignatureForm;
    }

    private static Span<byte> Part(Span<byte> hashes, int i) => hashes.Slice(i * HMACSHA256.HashSizeInBytes, HMACSHA256.HashSizeInBytes);
}
