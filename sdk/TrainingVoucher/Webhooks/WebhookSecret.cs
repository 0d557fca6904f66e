using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TrainingVoucher.Webhooks;

/// <summary>
/// The secret that sender and receiver of webhooks share: 24 to 64 bytes, spelled <c>whsec_</c> and base64. Whoever has it can sign, so
/// each receiver has its own, and it prints as nothing but the name of its type.
/// </summary>
public sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int MinLength = 24;
    private const int MaxLength = 64;
    private const int NewLength = 32;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    internal ReadOnlySpan<byte> Key => key;

    /// <summary>Makes a secret of 32 random bytes.</summary>
    public static WebhookSecret New() => new(RandomNumberGenerator.GetBytes(NewLength));

    /// <summary>Reads a secret.</summary>
    /// <param name="text"><c>whsec_</c> and base64, with nothing before, between or after.</param>
    /// <exception cref="FormatException">It is none. The message does not repeat it.</exception>
    public static WebhookSecret Parse(string text) =>
        TryParse(text, out var secret) ? secret : throw new FormatException("A webhook secret is whsec_ and 24 to 64 bytes in base64.");

    /// <summary>Reads a secret, if it is one.</summary>
    /// <param name="text"><c>whsec_</c> and base64, with nothing before, between or after.</param>
    /// <param name="secret">The secret, when it is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        if (!StrictBase64.TryDecode(text.AsSpan(Prefix.Length), bytes, out var length) || length < MinLength)
        {
            return false;
        }

        secret = new WebhookSecret(bytes[..length].ToArray());
        return true;
    }

    /// <summary>The secret as <see cref="Parse"/> reads it, to be shown once to whom it is for and kept like a password.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(key);

    /// <summary>The name of the type, so that no log shows the secret.</summary>
    public override string ToString() => nameof(WebhookSecret);
}
