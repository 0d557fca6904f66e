using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Storage;

/// <summary>Tables are divided by bucket, so that a key that tells persons or vouchers apart must begin with it.</summary>
public sealed class KeyTests
{
    private const string InSqlite = """
        SELECT m.name, l.name, c.name
        FROM sqlite_schema m
        JOIN pragma_index_list(m.name) l
        JOIN pragma_index_info(l.name) c
        WHERE m.type = 'table' AND l."unique" = 1
        ORDER BY l.name, c.seqno
        """;

    private const string InPostgres = """
        SELECT t.relname, i.relname, a.attname
        FROM pg_index x
        JOIN pg_class t ON t.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid
        CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k (attribute, place)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attribute
        WHERE x.indisunique AND k.place <= x.indnkeyatts AND t.relnamespace = 'public'::regnamespace
        ORDER BY i.relname, k.place
        """;

    private static readonly string[] Scoped = ["person_id", "voucher_id"];

    [Fact]
    public async Task Keys_OfPersonsAndVouchers_BeginWithTheBucket()
    {
        await using var database = await TestDatabase.CreateAsync();

        var keys = (await database.QueryAsync<(string Table, string Key, string Column)>(TestDatabase.IsPostgres ? InPostgres : InSqlite))
            .GroupBy(row => (row.Table, row.Key)).Select(key => (key.Key.Table, Columns: key.Select(row => row.Column).ToList())).ToList();
        var scoped = keys.Where(key => key.Table == "voucher" || key.Columns.Exists(Scoped.Contains)).ToList();

        // The vault is looked into by hash of the document, and is one small table for the whole installation.
        Assert.Equal(["person_document"], scoped.Where(key => key.Columns[0] != "bucket").Select(key => key.Table));
        Assert.Superset(new HashSet<string>(["application_line", "batch_person", "person_rule", "register_entry", "voucher"]), scoped.Select(key => key.Table).ToHashSet());
    }
}
