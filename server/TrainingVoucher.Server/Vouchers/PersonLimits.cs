using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Rules that cross batches: how many vouchers of a scheme, and how many unused ones of a group, a person can have. The row counts, its bound holds against any race.</summary>
internal static class PersonLimits
{
    /// <summary>The name of the rule on vouchers of a scheme.</summary>
    public static string OfScheme(SchemeRow scheme) => OfScheme(scheme.Id);

    /// <inheritdoc cref="OfScheme(SchemeRow)"/>
    public static string OfScheme(long scheme) => $"scheme:{scheme}";

    /// <summary>The name of the rule on unused vouchers of the scheme's group.</summary>
    public static string OfGroup(SchemeRow scheme) => $"unused:{scheme.AuthorityId}:{scheme.Rules.Group}";

    /// <summary>Changes the counts by what a voucher's step demands; a refusal when a bound is reached.</summary>
    public static async Task<ErrorCode?> ChangeAsync(Session session, long person, SchemeRow scheme, int schemeCount, int unusedCount)
    {
        if (!await ChangeAsync(session, person, OfScheme(scheme), schemeCount, scheme.Rules.LimitPerPerson))
        {
            return ErrorCodes.LimitReached;
        }

        return scheme.Rules.Group is not null && !await ChangeAsync(session, person, OfGroup(scheme), unusedCount, scheme.Rules.GroupLimit)
            ? ErrorCodes.UnusedInGroup
            : null;
    }

    private static async Task<bool> ChangeAsync(Session session, long person, string rule, int change, int bound)
    {
        if (change == 0)
        {
            return true;
        }

        var shelf = session.Shelf<PersonRuleShelf>();
        var row = await shelf.OfAsync(person, rule) ?? new PersonRule { Bucket = Ids.BucketOf(person), PersonId = person, Rule = rule };
        if (change > 0 && row.Count + change > bound)
        {
            return false;
        }

        shelf.Change(row with { Count = row.Count + change, Bound = change > 0 ? bound : row.Bound });
        return true;
    }
}
