using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Rules that cross batches: how many vouchers of a scheme, and how many unused ones of a group, a person can have. The row counts, its bound holds against any race.</summary>
internal static class PersonLimits
{
    private const string Add = """
        INSERT INTO person_rule (bucket, person_id, rule, count, bound)
        VALUES (@bucket, @person, @rule, 1, @bound)
        ON CONFLICT (bucket, person_id, rule, period) DO UPDATE SET count = person_rule.count + 1, bound = @bound
        WHERE person_rule.count < @bound
        """;

    private const string Remove = """
        UPDATE person_rule SET count = count - 1
        WHERE bucket = @bucket AND person_id = @person AND rule = @rule AND period = 0
        """;

    /// <summary>The name of the rule on vouchers of a scheme.</summary>
    public static string OfScheme(SchemeRow scheme) => $"scheme:{scheme.Id}";

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
        var row = new { bucket = Ids.BucketOf(person), person, rule, bound };
        switch (change)
        {
            case > 0:
                return await session.ExecuteAsync(Add, row) == 1;
            case < 0:
                await session.RequireAsync(Remove, row);
                return true;
            default:
                return true;
        }
    }
}
