using System.Globalization;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Identity;

/// <summary>What an ordinary list shows of a person: the first character of the name, the first and the last of the number.</summary>
internal static class Masking
{
    public static MaskedHolder Of(PersonDetails details) => new(Name(details.Name), Number(details.Number));

    // Rare Chinese surnames lie outside the basic plane; half a character would be no text.
    private static string Name(string name)
    {
        var length = new StringInfo(name).LengthInTextElements;
        return length == 0 ? "" : StringInfo.GetNextTextElement(name) + new string('*', Math.Max(1, length - 1));
    }

    private static string Number(string number) => number[0] + new string('*', number.Length - 2) + number[^1];
}
