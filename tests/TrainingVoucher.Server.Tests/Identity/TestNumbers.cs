namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Made-up resident ID numbers of Xihu district with valid check digits.</summary>
internal static class TestNumbers
{
    public static string Resident(int n)
    {
        var birthDate = new DateOnly(1970, 1, 1).AddDays(n / 1000);
        var digits = $"330106{birthDate:yyyyMMdd}{n % 1000:D3}";
        var check = 0;
        foreach (var digit in digits)
        {
            check = (check + (digit - '0')) * 2 % 11;
        }

        // ISO 7064 in its recursive form: the whole must leave 1.
        var last = (12 - check) % 11;
        return digits + (last == 10 ? "X" : last.ToString());
    }
}
