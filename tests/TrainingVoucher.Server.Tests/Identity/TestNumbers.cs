using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Numbers of made-up persons, and what a register says of them.</summary>
internal static class TestNumbers
{
    public static string Resident(int n) => MadeUp.Number(new DateOnly(1970, 1, 1).AddDays(n / 1000), n % 1000);

    public static RegisterRow Registered(int n) => Registered(Resident(n));

    public static RegisterRow Registered(string number) => new()
    {
        DocumentType = DocumentType.ResidentIdCard,
        DocumentNumber = number,
        Name = "某人",
        Category = "unemployed",
        Region = "330100",
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidTo = new DateOnly(2027, 12, 31),
    };
}
