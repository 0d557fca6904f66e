using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>Reads who was authenticated, and how, out of the claims of an ID token that holds.</summary>
/// <param name="Number">The claim with the number of the document.</param>
/// <param name="Type">The claim with its type; every one is a resident ID card when there is none.</param>
/// <param name="Name">The claim with the name.</param>
/// <param name="Types">The provider's types of documents.</param>
/// <param name="Methods">The provider's <c>amr</c> values.</param>
internal sealed record OidcClaims(
    string Number, string? Type, string Name, IReadOnlyDictionary<string, DocumentType> Types, IReadOnlyDictionary<string, IdentityMethod> Methods)
{
    /// <summary>The claim with who acts in the holder's place (RFC 8693, section 4.1).</summary>
    private const string Actor = "act";

    /// <summary>Asks for it (OpenID Connect Core, section 5.5).</summary>
    public const string ActorWanted = """{"id_token":{"act":{"essential":true}}}""";

    /// <summary>The methods of RFC 8176 that are a face, a PIN or a card: of the others none shows who somebody is.</summary>
    private static readonly Dictionary<string, string> Registered = new(StringComparer.Ordinal) { ["face"] = "face", ["pin"] = "pin", ["sc"] = "card" };

    /// <summary>Of several methods the one that counts.</summary>
    private static readonly IdentityMethod[] Ranked = [IdentityMethod.Face, IdentityMethod.Card, IdentityMethod.Pin];

    public static OidcClaims Read(IdentityOptions o, OidcFaults faults)
    {
        faults.Must(!string.IsNullOrWhiteSpace(o.NumberClaim), nameof(o.NumberClaim), "must not be empty")
            .Must(!string.IsNullOrWhiteSpace(o.NameClaim), nameof(o.NameClaim), "must not be empty")
            .Must(o.TypeClaim is null || !string.IsNullOrWhiteSpace(o.TypeClaim), nameof(o.TypeClaim), "must not be empty")
            .Must(o.Types.Count == 0 || o.TypeClaim is not null, nameof(o.Types), "goes with TypeClaim");
        var own = Enum.GetValues<DocumentType>().Where(type => type != DocumentType.Unknown).ToDictionary(Json.NameOf, Json.NameOf, StringComparer.Ordinal);
        return new(
            o.NumberClaim, o.TypeClaim, o.NameClaim,
            Mapped<DocumentType>(o.Types.Count == 0 ? own : o.Types, nameof(o.Types), Enum.GetValues<DocumentType>()[1..], faults),
            Mapped<IdentityMethod>(o.Methods.Count == 0 ? Registered : o.Methods, nameof(o.Methods), Ranked, faults));
    }

    public Outcome<Authentication> Of(JsonElement claims)
    {
        if (MethodOf(claims) is not { } method)
        {
            return ErrorCodes.IdentityMethodUnknown;
        }

        var holder = PersonOf(claims);
        var proxy = claims.TryGetProperty(Actor, out var actor) ? PersonOf(actor) : null;
        return holder is null || (proxy is null && actor.ValueKind != JsonValueKind.Undefined) ? ErrorCodes.IdentityDocumentInvalid : new Authentication(holder, proxy, method);
    }

    private ShownPerson? PersonOf(JsonElement claims)
    {
        if (claims.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var type = Type is null ? DocumentType.ResidentIdCard : Types.GetValueOrDefault(Text(claims, Type) ?? "");
        return ShownPerson.Of(type, Text(claims, Number), Text(claims, Name)?.Trim());
    }

    private IdentityMethod? MethodOf(JsonElement claims)
    {
        if (!claims.TryGetProperty("amr", out var amr) || amr.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var said = amr.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => Methods.GetValueOrDefault(value.GetString()!)).ToList();
        return Ranked.Select(method => (IdentityMethod?)method).FirstOrDefault(method => said.Contains(method!.Value));
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, T> Mapped<T>(IEnumerable<KeyValuePair<string, string>> map, string setting, IReadOnlyList<T> possible, OidcFaults faults)
        where T : struct, Enum
    {
        var mapped = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (theirs, ours) in map)
        {
            var known = possible.Where(value => Json.NameOf(value) == ours).ToList();
            faults.Must(known.Count == 1, $"{setting}:{theirs}", $"must be one of {string.Join(", ", possible.Select(Json.NameOf))}");
            known.ForEach(value => mapped[theirs] = value);
        }

        return mapped;
    }
}
