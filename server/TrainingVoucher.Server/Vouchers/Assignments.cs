using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Assigns vouchers to many listed persons in one transaction.</summary>
internal sealed class Assignments(Places places)
{
    /// <summary>Assigns a voucher to each who may have one; gives the others, by their place in the list, and why.</summary>
    public async Task<IReadOnlyList<(int Index, ErrorCode Reason)>> AssignAsync(ChangeContext c, Offer offer, IReadOnlyList<long> persons)
    {
        await LoadAsync(c, offer, persons);
        if ((await c.Session.Shelf<PlacesShelf>().FindAsync(offer.Batch.Id))!.State != BatchState.Released)
        {
            return [.. persons.Select((_, i) => (i, ErrorCodes.BatchClosed))];
        }

        var without = new List<(int, ErrorCode)>();
        for (var i = 0; i < persons.Count; i++)
        {
            await ExpirySweep.OfPersonAsync(c.Session, persons[i], c.Now);
            var outcome = await c.Session.AttemptAsync(() => places.AssignAsync(c, offer, persons[i]), o => o.Refusal is null);
            if (outcome.Refusal is { } refusal)
            {
                without.Add((i, refusal.Code));
            }
        }

        return without;
    }

    /// <summary>Takes in hand all that the assignments will look at, in the order of locks.</summary>
    private static Task LoadAsync(ChangeContext c, Offer offer, IReadOnlyList<long> persons)
    {
        var (rules, vouchers, rule) = (c.Session.Shelf<PersonRuleShelf>(), c.Session.Shelf<VoucherShelf>(), PersonLimits.OfScheme(offer.Scheme));
        foreach (var person in persons)
        {
            rules.Want(new PersonRuleKey(Ids.BucketOf(person), person, rule));
            vouchers.Want(person, offer.Batch.Id, Calendar.DayOf(c.Now));
        }

        c.Session.Shelf<PlacesShelf>().Want(offer.Batch.Id);
        return c.Session.LoadAsync();
    }
}
