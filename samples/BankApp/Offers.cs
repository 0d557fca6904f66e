using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>The batches that can be claimed from now.</summary>
internal sealed class Offers(TrainingVoucherClient vouchers, BankSettings settings)
{
    public async Task<IReadOnlyList<ClaimableBatch>> ListAsync(CancellationToken ct) => await vouchers.Channel.ListAllClaimableAsync(ct: ct).ToListAsync(ct);

    /// <summary>One of them; nothing when it is closed, or none of this channel.</summary>
    public async Task<ClaimableBatch?> FindAsync(string batchId, CancellationToken ct) =>
        await vouchers.Channel.ListAllClaimableAsync(ct: ct).FirstOrDefaultAsync(offer => offer.BatchId == batchId, ct);

    /// <summary>Those that are good for a project, project by project; those that are good for any come last.</summary>
    public IReadOnlyList<OfferGroup> ByProject(IReadOnlyList<ClaimableBatch> offers, string? project) =>
    [
        .. offers.SelectMany(o => o.Content.Projects)
            .Distinct(StringComparer.Ordinal)
            .Where(p => project is null || p == project)
            .Order(StringComparer.Ordinal)
            .Select(p => new OfferGroup(settings.Projects.GetValueOrDefault(p) ?? new(p, p), [.. offers.Where(o => o.Content.Projects.Contains(p, StringComparer.Ordinal))])),
        .. AnyProject([.. offers.Where(o => o.Content.Projects.Count == 0)]),
    ];

    private static IEnumerable<OfferGroup> AnyProject(IReadOnlyList<ClaimableBatch> offers) => offers.Count > 0 ? [new OfferGroup(Texts.AnyProject, offers)] : [];
}

/// <summary>Offers under a heading.</summary>
public sealed record OfferGroup(LocalText Title, IReadOnlyList<ClaimableBatch> Offers);
