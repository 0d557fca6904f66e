using System.Globalization;
using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>What is wrong with a document number.</summary>
internal enum DocumentFault
{
    None = 0,
    Length = 1,
    Character = 2,
    Region = 3,
    BirthDate = 4,
    CheckDigit = 5,
}

/// <summary>
/// The numbers of identity documents, by what is published about them:
/// resident ID card: GB 11643-1999, six digits of region, eight of birth date, three of sequence, ISO 7064 MOD 11-2;
/// residence permit for Hong Kong, Macao and Taiwan residents: the same with 810000, 820000 or 830000 (Guobanfa [2018] 81);
/// foreign permanent resident card: since 2023 eighteen digits, 9, province, three digits of country, birth date, sequence and the
/// check digit of GB 11643 (National Immigration Administration, machine-readable information of the 2023 card); before that fifteen
/// characters, three letters of country, four digits of region, six of birth date, one of sequence and the 7-3-1 check digit of ICAO 9303.
/// </summary>
internal static class DocumentNumbers
{
    private const int LongLength = IdNumbers.Length;
    private const int ShortLength = 15;
    private const int LongestInput = 64;
    private const int EarliestYear = 1900;
    private const int LatestYear = 2099;

    private static readonly int[] IcaoWeights = [7, 3, 1];

    /// <summary>Checks a number as somebody wrote it; <paramref name="normal"/> is its one form, empty when it is wrong.</summary>
    public static DocumentFault Check(DocumentType type, string number, out string normal)
    {
        normal = Normalise(number);
        var fault = type switch
        {
            DocumentType.ResidentIdCard => Resident(normal, HasResidentRegion),
            DocumentType.HongKongMacaoTaiwanResidencePermit => Resident(normal, HasPermitRegion),
            DocumentType.ForeignPermanentResidentCard when normal.Length == ShortLength => OldForeign(normal),
            DocumentType.ForeignPermanentResidentCard => Resident(normal, HasForeignRegion),
            _ => DocumentFault.Length,
        };
        if (fault != DocumentFault.None)
        {
            normal = "";
        }

        return fault;
    }

    /// <summary>The birth date in a checked number; nothing for the fifteen-character form, which leaves the century open.</summary>
    public static DateOnly? BirthDateOf(string normal) =>
        normal.Length == LongLength && TryDate(normal.AsSpan(6, 8), out var date) ? date : null;

    private static string Normalise(string number)
    {
        if (number.Length > LongestInput)
        {
            return "";
        }

        var normal = new StringBuilder(number.Length);
        foreach (var character in number)
        {
            if (!char.IsWhiteSpace(character))
            {
                normal.Append(char.ToUpperInvariant(character is >= '！' and <= '～' ? (char)(character - '！' + '!') : character));
            }
        }

        return normal.ToString();
    }

    private static DocumentFault Resident(string number, Func<string, bool> hasRegion)
    {
        if (number.Length != LongLength)
        {
            return DocumentFault.Length;
        }

        if (number.AsSpan(0, LongLength - 1).ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[^1]) || number[^1] == 'X'))
        {
            return DocumentFault.Character;
        }

        if (!hasRegion(number))
        {
            return DocumentFault.Region;
        }

        if (!TryDate(number.AsSpan(6, 8), out _))
        {
            return DocumentFault.BirthDate;
        }

        return IdNumbers.CheckDigit(number) == number[^1] ? DocumentFault.None : DocumentFault.CheckDigit;
    }

    private static DocumentFault OldForeign(string number)
    {
        if (number.AsSpan(0, 3).ContainsAnyExceptInRange('A', 'Z') || number.AsSpan(3).ContainsAnyExceptInRange('0', '9'))
        {
            return DocumentFault.Character;
        }

        if (!IsProvince(number[3..5]))
        {
            return DocumentFault.Region;
        }

        if (!TryDate("19" + number[7..13], out _) && !TryDate("20" + number[7..13], out _))
        {
            return DocumentFault.BirthDate;
        }

        return Icao(number) == number[^1] ? DocumentFault.None : DocumentFault.CheckDigit;
    }

    // A number keeps the region of its first registration, so only the province is still certain to exist.
    private static bool HasResidentRegion(string number) => IsProvince(number[..2]);

    private static bool HasPermitRegion(string number) => number[..6] is "810000" or "820000" or "830000";

    private static bool HasForeignRegion(string number) => number[0] == '9' && IsProvince(number[1..3]);

    private static bool IsProvince(string digits) => digits[0] is >= '1' and <= '6' && Regions.Read(digits + "0000") >= 0;

    private static bool TryDate(ReadOnlySpan<char> digits, out DateOnly date) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= EarliestYear and <= LatestYear;

    private static char Icao(string number)
    {
        var sum = 0;
        for (var i = 0; i < ShortLength - 1; i++)
        {
            var value = char.IsAsciiDigit(number[i]) ? number[i] - '0' : number[i] - 'A' + 10;
            sum += value * IcaoWeights[i % IcaoWeights.Length];
        }

        return (char)('0' + (sum % 10));
    }
}
