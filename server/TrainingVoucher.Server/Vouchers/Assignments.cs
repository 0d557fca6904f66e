using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Assigns vouchers to many listed persons in one transaction.</summary>
internal sealed class Assignments(Places places)
{
    /// <summary>Assigns a voucher to each who may have one; gives the others, by their place in the list, and why.</summary>
    public async Task<IReadOnlyList<(int Index, ErrorCode Reason)>> AssignAsync(ChangeContext c, Offer offer, IReadOnlyList<long> persons)
    {
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
}
