using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace TrainingVoucher.Server.Directories;

/// <summary>
/// The administrative divisions of China by their six-digit codes. A subtree is a range of numbers: two zeros at the end
/// stand for a city, four for a province, six for the country.
/// </summary>
internal static class Regions
{
    private const string Resource = "TrainingVoucher.Server.Directories.regions.csv";

    private static readonly FrozenDictionary<int, Region> All = Load().ToFrozenDictionary(region => region.Code);

    public static IEnumerable<int> Codes => All.Keys;

    /// <summary>The code as a number; -1 when it is not six digits or no region has it.</summary>
    public static int Read(string? text) =>
        text is { Length: 6 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Exists(code) ? code : -1;

    public static bool Exists(int code) => All.ContainsKey(code);

    public static string Show(int code) => code.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The lowest and the highest code of a region and everything in it.</summary>
    public static (int From, int To) Subtree(int region) => region switch
    {
        0 => (0, 999_999),
        _ when region % 10_000 == 0 => (region, region + 9_999),
        _ when region % 100 == 0 => (region, region + 99),
        _ => (region, region),
    };

    /// <summary>Whether <paramref name="region"/> is <paramref name="ancestor"/> or lies in it.</summary>
    public static bool Covers(int ancestor, int region)
    {
        var (from, to) = Subtree(ancestor);
        return region >= from && region <= to;
    }

    /// <summary>The regions that cover this one, itself among them.</summary>
    public static IReadOnlyList<int> Covering(int region) =>
        [.. new[] { 0, region / 10_000 * 10_000, region / 100 * 100, region }.Distinct()];

    public static string NameOf(int code) => All[code].Name;

    public static int ParentOf(int code) => All[code].Parent;

    private static IEnumerable<Region> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split(',');
            yield return new Region(
                int.Parse(columns[0], CultureInfo.InvariantCulture),
                columns[1],
                columns[2].Length == 0 ? 0 : int.Parse(columns[2], CultureInfo.InvariantCulture));
        }
    }

    private sealed record Region(int Code, string Name, int Parent);
}
