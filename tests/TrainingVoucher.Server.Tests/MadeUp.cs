using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests;

/// <summary>Made-up persons with valid ID numbers, the n-th always the same.</summary>
internal static class MadeUp
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static PersonRow Person(int n) => new()
    {
        DocumentType = DocumentType.ResidentIdCard,
        DocumentNumber = Number(new DateOnly(1970, 1, 1).AddDays(n % 12_000), n / 12_000 * 2 + n % 900 + 1),
        Name = "测试" + (char)('一' + n % 200),
    };

    public static IdentityDocument Document(int n) => new() { Type = DocumentType.ResidentIdCard, Number = Person(n).DocumentNumber };

    /// <summary>The ID number of somebody born on that day, with the check digit of GB 11643.</summary>
    public static string Number(DateOnly born, int sequence)
    {
        var body = $"330102{born:yyyyMMdd}{sequence:D3}";
        var sum = body.Select((digit, i) => (digit - '0') * Weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
