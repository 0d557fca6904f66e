using QRCoder;
using TrainingVoucher.Contracts;

namespace Quickstart.Telling;

/// <summary>A voucher as a channel shows it: what it is, the code to read out, the token as a QR code.</summary>
internal static class VoucherCard
{
    private const int Inside = 52;

    public static void Show(Screen screen, Voucher voucher, DisplayTemplate display)
    {
        screen.Say($"+{new string('-', Inside + 2)}+");
        Line(screen, $"职业培训券  {display.Title.Zh}");
        Line(screen, $"Training voucher  {display.Title.En}");
        Line(screen, $"{Screen.Yuan(voucher.ValueFen)}");
        Line(screen, "");
        Line(screen, $"唯一码 Code      {voucher.Code}");
        Line(screen, $"有效期 Valid     {voucher.FirstDay:yyyy-MM-dd} - {voucher.LastDay:yyyy-MM-dd}");
        Line(screen, "凭本人证件使用   Its holder uses it, with the card");
        screen.Say($"+{new string('-', Inside + 2)}+");
        screen.Picture(QrRows(voucher.Token!));
    }

    /// <summary>Half blocks, two modules a character: 27 rows of 53 columns. A token is upper case, which QR packs tightly.</summary>
    private static string[] QrRows(string token)
    {
        using var qr = QRCodeGenerator.GenerateQrCode(token, QRCodeGenerator.ECCLevel.M);
        using var picture = new AsciiQRCode(qr);
        return picture.GetGraphicSmall().TrimEnd('\n').Split('\n');
    }

    private static void Line(Screen screen, string text) => screen.Say($"| {Screen.Pad(text, Inside)} |");
}
