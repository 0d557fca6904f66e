using Microsoft.AspNetCore.Mvc;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>The ways in, and the beginning of everything that a holder does.</summary>
internal static class Entrances
{
    private const int LongestEntry = 40;

    public static async Task<IResult> ByProjectAsync(HttpContext context, Offers offers, string? project)
    {
        var all = await offers.ListAsync(context.RequestAborted);
        return Page.Of<OffersPage>(
            context, (nameof(OffersPage.Title), Texts.Claimable), (nameof(OffersPage.Groups), offers.ByProject(all, project)), (nameof(OffersPage.Entry), "project"));
    }

    /// <summary>The wallet is for its holder: who that is, has to be found out first.</summary>
    public static IResult Wallet(HttpContext context) => Page.Of<WalletDoorPage>(context);

    public static async Task<IResult> ByLinkAsync(HttpContext context, Offers offers, string batch, string? from)
    {
        var offer = await offers.FindAsync(batch, context.RequestAborted);
        return offer is null
            ? Page.Refused(context, ErrorCodes.BatchClosed.Sentence, ErrorCodes.BatchClosed.Next)
            : Page.Of<OffersPage>(
                context, (nameof(OffersPage.Title), offer.Display.Title), (nameof(OffersPage.Groups), new OfferGroup[] { new(Texts.Claimable, [offer]) }), (nameof(OffersPage.Entry), EntryOf("link", from)));
    }

    public static async Task<IResult> ByActivityAsync(HttpContext context, Offers offers, BankSettings settings, string activity, string? from)
    {
        if (!settings.Activities.TryGetValue(activity, out var found))
        {
            return Results.NotFound();
        }

        var open = (await offers.ListAsync(context.RequestAborted)).Where(offer => found.Batches.Contains(offer.BatchId, StringComparer.Ordinal)).ToList();
        return Page.Of<OffersPage>(
            context, (nameof(OffersPage.Title), found.Title), (nameof(OffersPage.Groups), new OfferGroup[] { new(Texts.Claimable, open) }), (nameof(OffersPage.Entry), EntryOf(activity, from)));
    }

    public static Task<IResult> BeginAsync(
        Identity identity, HttpContext context, [FromForm] IdentityPurpose purpose, [FromForm] string? batch, [FromForm] string? code, [FromForm] string? entry) =>
        identity.BeginAsync(context, Errand.New(purpose) with { BatchId = batch, Code = code, Entry = IsEntry(entry) ? entry : null });

    /// <summary>The way in by name, and by which of its links; a name of another form than the server takes is left out.</summary>
    private static string EntryOf(string way, string? from) => IsEntry($"{way}-{from}") && from is { Length: > 0 } ? $"{way}-{from}" : way;

    private static bool IsEntry(string? text) =>
        text is [>= 'a' and <= 'z', ..] && text.Length <= LongestEntry && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
