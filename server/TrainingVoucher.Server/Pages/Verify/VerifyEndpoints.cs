using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Pages.Verify;

/// <summary>The public page: is this voucher genuine, and can it be used? What is asked travels in the body, never in the address.</summary>
internal sealed class VerifyEndpoints(IStore store, Checks checks, TimeProvider time)
{
    public const string Path = "/verify";

    public static RazorComponentResult<VerifyPage> Ask(HttpContext context) => Show(context, Texts(context), text: null, answer: null);

    public static RazorComponentResult<VerifyPage> Refuse(HttpContext context, int seconds)
    {
        var texts = Texts(context);
        return Show(context, texts, null, VerifyAnswers.TooMany(texts, seconds), StatusCodes.Status429TooManyRequests);
    }

    public async Task<RazorComponentResult<VerifyPage>> CheckAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var texts = Texts(context);
        if (await VerifyForm.ReadAsync(context.Request) is not { } text)
        {
            return Show(context, texts, null, VerifyAnswers.TooLong(texts), StatusCodes.Status413PayloadTooLarge);
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Show(context, texts, text, VerifyAnswers.FormExpired(texts), StatusCodes.Status400BadRequest);
        }

        return Show(context, texts, text, await AnswerAsync(text.Trim(), texts, context.RequestAborted));
    }

    private async Task<VerifyAnswer> AnswerAsync(string text, PageTexts texts, CancellationToken cancellation)
    {
        if (text.Length == 0)
        {
            return VerifyAnswers.Empty(texts);
        }

        if (text.Length > Scans.Longest)
        {
            return VerifyAnswers.TooLong(texts);
        }

        var now = time.GetUtcNow();
        return VerifyAnswers.Of(await store.ReadAsync(session => checks.VerdictAsync(session, text, now), cancellation), texts, now);
    }

    private static PageTexts Texts(HttpContext context) => PageTexts.Of(PageLanguages.Of(context));

    private static RazorComponentResult<VerifyPage> Show(HttpContext context, PageTexts texts, string? text, VerifyAnswer? answer, int status = StatusCodes.Status200OK) =>
        PageResult.Of<VerifyPage, VerifyView>(context, texts, new VerifyView(text, answer), status);
}
