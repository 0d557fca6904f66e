using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing;

/// <summary>A made-up person. The number has a valid check digit and begins with the code of a whole city, which no issued card does.</summary>
public sealed record TestingPerson
{
    private const string City = "330100";
    private const int PerDay = 999;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    internal TestingPerson(int n, DateOnly born)
    {
        var body = $"{City}{born.AddDays(n / PerDay):yyyyMMdd}{(n % PerDay) + 1:D3}";
        Card = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = body + "10X98765432"[body.Select((digit, i) => (digit - '0') * Weights[i]).Sum() % 11] };
        Name = $"样例{n + 1:D3}";
    }

    /// <summary>The card the person carries, as a counter reads it.</summary>
    public IdentityDocument Card { get; }

    /// <summary>The person's name.</summary>
    public string Name { get; }
}
