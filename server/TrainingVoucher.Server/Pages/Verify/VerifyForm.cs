using Microsoft.AspNetCore.Http.Features;

namespace TrainingVoucher.Server.Pages.Verify;

/// <summary>The posted form, read up to a limit.</summary>
internal static class VerifyForm
{
    public const string Field = "scan";

    /// <summary>What the box takes and shows again; far more than any voucher has, in bytes as sent.</summary>
    private const int LongestKept = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        KeyLengthLimit = 100,
        ValueCountLimit = 4,
        ValueLengthLimit = LongestKept,
        MultipartBodyLengthLimit = LongestKept,
    };

    /// <summary>What was typed; <see langword="null"/> for what is too long to look at or not a form.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted);
            return form[Field].ToString();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
