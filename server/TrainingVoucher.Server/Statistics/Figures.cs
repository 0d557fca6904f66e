using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Statistics;

/// <summary>Counts and fen of a region, summed over the vouchers themselves, so that they agree with every other reading of the same moment.</summary>
internal static class Figures
{
    /// <summary>Stands for nothing in a key, before every id and code.</summary>
    private const long Nothing = -1;

    private static readonly Dictionary<StatisticsBy, Breakdown> Breakdowns = new()
    {
        [StatisticsBy.Scheme] = new("v.scheme_id", key => Ids.Show("sch", key)),
        [StatisticsBy.Batch] = new("v.batch_id", key => Ids.Show("bat", key)),
        [StatisticsBy.Region] = new("v.region", key => Regions.Show((int)key)),
        [StatisticsBy.Institution] = new("v.institution_id", key => Ids.Show("ins", key)),
        [StatisticsBy.Channel] = new("v.channel_id", key => Ids.Show("cha", key)),
        [StatisticsBy.FundingSource] = new("l.source", key => JsonNamingPolicy.CamelCase.ConvertName($"{(FundingSource)key}")),
        [StatisticsBy.BudgetLine] = new("b.line_id", key => Ids.Show("bud", key)),
    };

    public static Fields Validate(StatisticsQuery q) => new Fields()
        .Known(q.By, "by")
        .Must(q.Region is null || Regions.Read(q.Region) >= 0, "region", "invalid", "Must be a six-digit region code.");

    public static async Task<Outcome<Page<StatisticsRow>>> ListAsync(CallContext c, StatisticsQuery q)
    {
        var region = q.Region is null ? c.Caller.Region : Regions.Read(q.Region);
        if (!Regions.Covers(c.Caller.Region, region))
        {
            return ErrorCodes.RegionNotYours;
        }

        var (breakdown, (from, to)) = (Breakdowns[q.By], Regions.Subtree(region));
        var arguments = new { From = from, To = to, today = Calendar.DayOf(c.Now), after = q.After(Nothing - 1), rows = q.Rows() };
        var rows = await c.Session.QueryAsync<Row>(breakdown.Sql, arguments);
        return q.Page(rows, r => r.ToContract(r.Key == Nothing ? "" : breakdown.Show(r.Key)), r => r.Key);
    }

    /// <summary>One way to break the figures down: the column, and how its values are shown.</summary>
    private sealed record Breakdown(string Column, Func<long, string> Show)
    {
        /// <summary>The states are those of <see cref="VoucherState"/>; unused after its last day a voucher has ended, swept or not.</summary>
        public string Sql { get; } = $"""
            SELECT COALESCE({Column}, -1) AS key,
                COUNT(*) AS issued,
                SUM(CASE WHEN v.state = 2 AND v.last_day >= @today THEN 1 ELSE 0 END) AS claimed,
                SUM(CASE WHEN v.state IN (3, 4, 5, 6, 7) THEN 1 ELSE 0 END) AS redeemed,
                SUM(CASE WHEN v.state = 7 THEN 1 ELSE 0 END) AS settled,
                SUM(CASE WHEN v.state >= 8 OR (v.state IN (1, 2) AND v.last_day < @today) THEN 1 ELSE 0 END) AS ended,
                CAST(SUM(CASE WHEN v.state IN (3, 4) THEN v.amount_fen ELSE 0 END) AS BIGINT) AS obligated,
                CAST(SUM(CASE WHEN v.state = 5 THEN v.amount_fen ELSE 0 END) AS BIGINT) AS approved,
                CAST(SUM(CASE WHEN v.state IN (6, 7) THEN v.amount_fen ELSE 0 END) AS BIGINT) AS disbursed
            FROM voucher v
            JOIN batch b ON b.id = v.batch_id
            LEFT JOIN budget_line l ON l.id = b.line_id
            WHERE v.region BETWEEN @From AND @To AND COALESCE({Column}, -1) > @after
            GROUP BY COALESCE({Column}, -1)
            ORDER BY key
            LIMIT @rows
            """;
    }

    private sealed record Row
    {
        public long Key { get; init; }

        public long Issued { get; init; }

        public long Claimed { get; init; }

        public long Redeemed { get; init; }

        public long Settled { get; init; }

        public long Ended { get; init; }

        public long Obligated { get; init; }

        public long Approved { get; init; }

        public long Disbursed { get; init; }

        public StatisticsRow ToContract(string key) => new()
        {
            Key = key,
            Issued = Issued,
            Claimed = Claimed,
            Redeemed = Redeemed,
            Settled = Settled,
            Ended = Ended,
            ObligatedFen = Obligated,
            ApprovedFen = Approved,
            DisbursedFen = Disbursed,
        };
    }
}
