using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>Settings of an OpenID Connect provider that were found to be whole.</summary>
/// <param name="Authority">The issuer, letter by letter.</param>
/// <param name="ClientId">How this server is called there.</param>
/// <param name="Secret">The client secret; or <paramref name="Key"/>.</param>
/// <param name="Key">The client's key.</param>
/// <param name="Claims">Where the ID token says what.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="AcrValues">By which classes of authentication.</param>
/// <param name="Timeout">How long one request may take.</param>
internal sealed record OidcSettings(
    string Authority, string ClientId, string? Secret, JwtKeyPool? Key, OidcClaims Claims, string Scopes, string? AcrValues, TimeSpan Timeout)
{
    private static readonly string[] OtherSettings = [nameof(IdentityOptions.ClientId), nameof(IdentityOptions.ClientSecretFile), nameof(IdentityOptions.ClientKeyFile)];

    /// <summary>The settings; nothing when no such provider is named.</summary>
    /// <exception cref="InvalidOperationException">They cannot work; the message names everything that is wrong with them.</exception>
    public static OidcSettings? Read(IdentityOptions o, bool sandbox)
    {
        var faults = new OidcFaults();
        if (o.Authority is not { Length: > 0 } authority)
        {
            faults.Must(o.ClientId is null && o.ClientSecretFile is null && o.ClientKeyFile is null, nameof(o.Authority), $"must be set with {string.Join(", ", OtherSettings)}");
            faults.Throw();
            return null;
        }

        faults.Must(!sandbox, nameof(o.Authority), "must not be set together with Sandbox: one of them authenticates")
            .Must(IsAuthority(authority), nameof(o.Authority), "must be an absolute https address without query and fragment; http only on this very machine")
            .Must(!string.IsNullOrWhiteSpace(o.ClientId), nameof(o.ClientId), "must be set")
            .Must(o.ClientSecretFile is null != o.ClientKeyFile is null, nameof(o.ClientSecretFile), "or ClientKeyFile must be set, and not both")
            .Must(o.ClientKeyId is null || o.ClientKeyFile is not null, nameof(o.ClientKeyId), "goes with ClientKeyFile")
            .Must(o.Scopes.Split(' ').Contains("openid", StringComparer.Ordinal), nameof(o.Scopes), "must have openid among them, with one space between two")
            .Must(o.Timeout > TimeSpan.Zero && o.Timeout <= TimeSpan.FromMinutes(1), nameof(o.Timeout), "must be more than nothing and at most a minute");
        var secret = o.ClientSecretFile is { } file && faults.ReadFile(file, nameof(o.ClientSecretFile)) is { } text ? text.Trim() : null;
        faults.Must(secret is not "", nameof(o.ClientSecretFile), "must not be empty");
        var key = o.ClientKeyFile is { } pem && faults.ReadFile(pem, nameof(o.ClientKeyFile)) is { } content ? ReadKey(content, o.ClientKeyId, faults) : null;
        var claims = OidcClaims.Read(o, faults);
        faults.Throw();
        return new(authority, o.ClientId!, secret, key, claims, o.Scopes, o.AcrValues, o.Timeout);
    }

    private static bool IsAuthority(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address) && IsSafe(address) && address is { Query: "", Fragment: "", UserInfo: "" };

    /// <summary>Whether an address can be trusted to be who it names.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static JwtKeyPool? ReadKey(string pem, string? keyId, OidcFaults faults)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return new JwtKeyPool(key.ExportParameters(includePrivateParameters: true), keyId ?? PublicKeyJwk.From(key).Thumbprint());
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            faults.Must(false, nameof(IdentityOptions.ClientKeyFile), "must be a P-256 private key in PEM");
            return null;
        }
    }
}
