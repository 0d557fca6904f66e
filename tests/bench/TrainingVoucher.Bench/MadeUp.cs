using TrainingVoucher.Contracts;

namespace TrainingVoucher.Bench;

/// <summary>Made-up persons with valid ID numbers, the n-th always the same, for n below 70 million.</summary>
internal static class MadeUp
{
    private const int Days = 12_000;
    private const int Sequences = 999;

    private static readonly DateOnly FirstBirth = new(1970, 1, 1);
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly string[] Regions = ["330102", "330103", "330104", "330105", "330106", "330108"];

    public static string Number(int n)
    {
        var (day, rest) = (n % Days, n / Days);
        var body = $"{Regions[rest / Sequences]}{FirstBirth.AddDays(day):yyyyMMdd}{(rest % Sequences) + 1:D3}";
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            sum += (body[i] - '0') * Weights[i];
        }

        return body + "10X98765432"[sum % 11];
    }

    public static string Name(int n) => "测试" + (char)('一' + (n % 200));

    public static PersonRow Person(int n) => new() { DocumentType = DocumentType.ResidentIdCard, DocumentNumber = Number(n), Name = Name(n) };
}
