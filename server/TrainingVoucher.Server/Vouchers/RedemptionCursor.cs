using System.Globalization;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Where a page of redemptions ends. Several may fall into one millisecond, so that the time alone does not tell.</summary>
internal sealed record RedemptionCursor(long At, int Bucket, byte[] Id)
{
    private static readonly RedemptionCursor First = new(long.MaxValue, 0, []);

    public static string Of(VoucherRow v) =>
        string.Create(CultureInfo.InvariantCulture, $"{v.RedeemedAt!.Value.ToUnixTimeMilliseconds()}.{v.Bucket}.{Convert.ToHexStringLower(v.Id)}");

    /// <summary>Reads a cursor; the beginning for anything that is none.</summary>
    public static RedemptionCursor Read(string text) => text.Split('.') is [var at, var bucket, { Length: 20 } id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && int.TryParse(bucket, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && id.All(char.IsAsciiHexDigit)
        ? new RedemptionCursor(milliseconds, number, Convert.FromHexString(id))
        : First;
}
