using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>What a system may do of what its role allows. Values combine.</summary>
[Flags]
[JsonConverter(typeof(TolerantEnumConverter<Scope>))]
public enum Scope
{
    /// <summary>A scope that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Look, without changing anything.</summary>
    Read = 1,

    /// <summary>What a channel does for holders: identity, claim, decline, return, exchange, their vouchers.</summary>
    Claim = 2,

    /// <summary>Check, redeem and reverse, with the identity of holders.</summary>
    Redeem = 4,

    /// <summary>Apply for subsidies, and withdraw.</summary>
    Apply = 8,

    /// <summary>What the officers of an authority decide and change.</summary>
    Administer = 16,

    /// <summary>What a partner decides about itself: who acts for it, where its events are sent, and where holders come back to.</summary>
    Manage = 32,

    /// <summary>What a regional system tells and asks: reviews and payments made elsewhere, rosters.</summary>
    Report = 64,
}

/// <summary>Scopes as OAuth writes them: names with spaces between them (RFC 6749, section 3.3).</summary>
public static class Scopes
{
    private static readonly Scope[] Each = [.. Enum.GetValues<Scope>().Where(s => s != Scope.Unknown)];

    /// <summary>The scopes one by one, in the order of their values.</summary>
    /// <param name="scopes">The scopes together.</param>
    public static IReadOnlyList<Scope> Split(this Scope scopes) => [.. Each.Where(s => scopes.HasFlag(s))];

    /// <summary>The name of one scope.</summary>
    /// <param name="scope">The scope.</param>
    public static string NameOf(Scope scope) => JsonNamingPolicy.CamelCase.ConvertName(scope.ToString());

    /// <summary>The scopes as OAuth writes them.</summary>
    /// <param name="scopes">The scopes together.</param>
    public static string ToText(this Scope scopes) => string.Join(' ', scopes.Split().Select(NameOf));

    /// <summary>Reads what <see cref="ToText"/> writes, in any order; <see langword="null"/> when a name is unknown or there is none.</summary>
    /// <param name="text">Names of scopes with one space between them.</param>
    public static Scope? Read(string text)
    {
        var read = Scope.Unknown;
        foreach (var name in text.Split(' '))
        {
            var scope = Array.Find(Each, s => NameOf(s) == name);
            if (scope == Scope.Unknown)
            {
                return null;
            }

            read |= scope;
        }

        return read;
    }
}
