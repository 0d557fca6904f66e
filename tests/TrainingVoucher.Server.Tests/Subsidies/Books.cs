namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>Holds what is written down several times against each other: balances, postings, vouchers, application lines, disbursements.</summary>
internal static class Books
{
    private const string Wrong = """
        SELECT l.id
        FROM budget_line l
        WHERE appropriated <> available + reserved + obligated + approved + disbursed
           OR obligated <> (SELECT COALESCE(SUM(amount_fen), 0) FROM voucher v JOIN batch b ON b.id = v.batch_id WHERE b.line_id = l.id AND v.state IN (3, 4))
           OR approved <> (SELECT COALESCE(SUM(amount_fen), 0) FROM voucher v JOIN batch b ON b.id = v.batch_id WHERE b.line_id = l.id AND v.state = 5)
           OR disbursed <> (SELECT COALESCE(SUM(amount_fen), 0) FROM voucher v JOIN batch b ON b.id = v.batch_id WHERE b.line_id = l.id AND v.state IN (6, 7))
           OR disbursed <> (SELECT COALESCE(SUM(fen), 0) FROM disbursement WHERE budget_line_id = l.id)
           OR disbursed <> (SELECT COALESCE(SUM(CASE 'disbursed' WHEN credit THEN fen WHEN debit THEN -fen ELSE 0 END), 0) FROM posting WHERE line_id = l.id)
           OR approved <> (SELECT COALESCE(SUM(CASE 'approved' WHEN credit THEN fen WHEN debit THEN -fen ELSE 0 END), 0) FROM posting WHERE line_id = l.id)
           OR obligated <> (SELECT COALESCE(SUM(CASE 'obligated' WHEN credit THEN fen WHEN debit THEN -fen ELSE 0 END), 0) FROM posting WHERE line_id = l.id)
        """;

    /// <summary>A live line and its voucher stand at the same place; no voucher is in an application without a live line of it.</summary>
    private const string Astray = """
        SELECT a.line
        FROM application_line a
        JOIN voucher v ON v.bucket = a.bucket AND v.id = a.voucher_id
        WHERE a.state NOT IN (3, 7)
          AND (COALESCE(v.application_id, 0) <> a.application_id OR v.amount_fen <> a.fen
            OR v.state <> CASE a.state WHEN 1 THEN 4 WHEN 2 THEN 4 WHEN 4 THEN 5 WHEN 5 THEN 6 ELSE 7 END)
        UNION ALL
        SELECT -1
        FROM voucher v
        WHERE v.state IN (4, 5, 6)
          AND NOT EXISTS (SELECT 1 FROM application_line a WHERE a.bucket = v.bucket AND a.voucher_id = v.id AND a.state NOT IN (3, 7) AND a.application_id = v.application_id)
        """;

    /// <summary>A code is in at most one live application per benefit.</summary>
    private const string LiveTwice = "SELECT 1 FROM application_line WHERE state NOT IN (3, 7) GROUP BY bucket, voucher_id, benefit HAVING COUNT(*) > 1";

    /// <summary>Each voucher is paid at most once net, and never more than it was redeemed for.</summary>
    private const string PaidTwice = """
        SELECT 1
        FROM application_line a
        JOIN voucher v ON v.bucket = a.bucket AND v.id = a.voucher_id
        WHERE a.state IN (5, 6)
        GROUP BY a.bucket, a.voucher_id
        HAVING COUNT(*) > 1 OR SUM(a.fen) > MAX(v.unit_fen)
        """;

    public static async Task AssertAgreeAsync(this Scenario s)
    {
        Assert.Empty(await s.Server.Store.ReadAsync(session => session.QueryAsync<long>(LiveTwice), CancellationToken.None));
        Assert.Empty(await s.Server.Store.ReadAsync(session => session.QueryAsync<long>(Wrong), CancellationToken.None));
        Assert.Empty(await s.Server.Store.ReadAsync(session => session.QueryAsync<long>(Astray), CancellationToken.None));
        Assert.Empty(await s.Server.Store.ReadAsync(session => session.QueryAsync<long>(PaidTwice), CancellationToken.None));
    }

    /// <summary>Obligated, approved and disbursed of the scenario's budget line, after all books were found to agree.</summary>
    public static async Task<(long Obligated, long Approved, long Disbursed)> BalancesAsync(this Scenario s)
    {
        await s.AssertAgreeAsync();
        var line = await s.ReadLineAsync();
        return (line.ObligatedFen, line.ApprovedFen, line.DisbursedFen);
    }

    public static Task<IReadOnlyList<long>> DisbursementsAsync(this Scenario s) =>
        s.Server.Store.ReadAsync(session => session.QueryAsync<long>("SELECT fen FROM disbursement ORDER BY id"), CancellationToken.None);
}
