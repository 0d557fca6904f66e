using System.Globalization;
using System.Runtime.InteropServices;

namespace TrainingVoucher.Tokens;

/// <summary>The regions a key may sign for: those whose code begins with the same digits.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RegionScope
{
    /// <summary>Creates a scope.</summary>
    /// <param name="code">A six-digit region code, 0 to 999999, zero after the digits that count.</param>
    /// <param name="digits">How many of its leading digits count: 0 (everywhere), 2, 4 or 6.</param>
    /// <exception cref="ArgumentException">The two do not make a scope.</exception>
    public RegionScope(int code, int digits)
    {
        if (!IsScope(code, digits))
        {
            throw new ArgumentException($"{code:D6} with {digits} digits is no region scope.", nameof(code));
        }

        Code = code;
        Digits = digits;
    }

    /// <summary>The region code, zero after the digits that count.</summary>
    public int Code { get; }

    /// <summary>How many leading digits count: 0, 2, 4 or 6.</summary>
    public int Digits { get; }

    /// <summary>Every region.</summary>
    public static RegionScope Everywhere => default;

    /// <summary>Whether a region lies in the scope.</summary>
    public bool Contains(int region) => region / Divisor(Digits) == Code / Divisor(Digits);

    /// <summary>Whether the other scope allows nothing that this one does not.</summary>
    public bool Contains(RegionScope other) => other.Digits >= Digits && Contains(other.Code);

    /// <summary>The digits that count, followed by an asterisk where more may follow.</summary>
    public override string ToString() =>
        Code.ToString("D6", CultureInfo.InvariantCulture)[..Digits] + (Digits < 6 ? "*" : "");

    internal static bool IsScope(int code, int digits) =>
        digits is 0 or 2 or 4 or 6 && code is >= 0 and <= 999_999 && code % Divisor(digits) == 0;

    private static int Divisor(int digits) => digits switch
    {
        0 => 1_000_000,
        2 => 10_000,
        4 => 100,
        _ => 1,
    };
}
