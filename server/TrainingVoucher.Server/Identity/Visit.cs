using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>
/// One way of a browser to the provider and back. A secret that stays in this browser, as a cookie, makes everything that has to fit together:
/// the state that comes back with it, the nonce of the provider's answer, and the proof that who exchanges the code asked for it. So nothing is
/// kept here, any server process finishes what another began, and an answer is worth nothing in another browser.
/// </summary>
internal sealed class Visit
{
    public const string Root = "/identity";
    public const string CallbackPath = Root + "/callback";
    public const string SandboxPath = Root + "/sandbox";

    private const int SecretLength = 32;
    private const int MarkLength = 16;
    private const int StateLength = sizeof(long) + MarkLength;

    private readonly byte[] secret;

    private Visit(SessionRow session, byte[] secret, string server) => (Session, this.secret, Server) = (session, secret, server);

    public SessionRow Session { get; }

    /// <summary>The address of this server.</summary>
    public string Server { get; }

    /// <summary>What the cookie holds.</summary>
    public string Secret => Base64Url.EncodeToString(secret);

    /// <summary>Where the provider sends the browser back to.</summary>
    public string Callback => Server + CallbackPath;

    public string State => StateOf(Session.Id, secret);

    public string Nonce => Base64Url.EncodeToString(Derived(secret, "nonce"));

    /// <summary>The code verifier of RFC 7636.</summary>
    public string Verifier => Base64Url.EncodeToString(Derived(secret, "verifier"));

    /// <summary>The code challenge for it, by S256.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>The language of the visitor, as BCP 47 has it.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>The page that a holder's browser is sent to.</summary>
    public static string PageOf(string server, string id) => $"{server}{Root}/{id}";

    /// <summary>Begins a visit.</summary>
    public static Visit Begin(SessionRow session, string server, string language) =>
        new(session, RandomNumberGenerator.GetBytes(SecretLength), server) { Language = language };

    /// <summary>The session that a state is about; 0 for what is no state.</summary>
    public static long SessionOf(string? state) =>
        state is not null && Base64UrlText.Read(state, StateLength) is { } bytes ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;

    /// <summary>Goes on with a visit, when the state was made from the secret of the browser that brought it; nothing otherwise.</summary>
    public static Visit? Resume(SessionRow session, string server, string state, string? cookie) =>
        cookie is not null
        && Base64UrlText.Read(cookie, SecretLength) is { } secret
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(StateOf(session.Id, secret)), Encoding.UTF8.GetBytes(state))
            ? new Visit(session, secret, server)
            : null;

    private static string StateOf(long session, byte[] secret)
    {
        var bytes = new byte[StateLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, session);
        Derived(secret, "state").AsSpan(0, MarkLength).CopyTo(bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }

    private static byte[] Derived(byte[] secret, string label) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(label));
}

/// <summary>What a browser came back with: fields of its address or of a form, each at most once.</summary>
internal sealed record VisitAnswer(IReadOnlyDictionary<string, string> Fields)
{
    public string? this[string name] => Fields.GetValueOrDefault(name);

    public override string ToString() => nameof(VisitAnswer);
}
