namespace TrainingVoucher.Bench;

/// <summary>A table that rows are loaded into, with the columns that are given.</summary>
internal sealed record Table(string Name, params string[] Columns)
{
    public static readonly Table Person = new("person", "id", "created_at");

    public static readonly Table Document = new("person_document", "hmac", "key_version", "person_id", "vault", "vault_version", "current", "created_at");

    public static readonly Table Voucher = new(
        "voucher",
        "bucket", "id", "batch_id", "scheme_id", "region", "person_id", "state", "first_day", "last_day", "unit_fen", "created_at",
        "channel_id", "claimed_at", "shard", "shard_index", "token", "due_on");

    public static readonly Table Assigned = new(
        "voucher", "bucket", "id", "batch_id", "scheme_id", "region", "person_id", "state", "first_day", "last_day", "unit_fen", "created_at", "due_on");

    public static readonly Table Rule = new("person_rule", "bucket", "person_id", "rule", "count", "bound");

    public static readonly Table Session = new(
        "identity_session",
        "id", "client_id", "purpose", "batch_id", "created_at", "expires_at", "person_id", "method", "assertion_hash", "assertion_expires_at");
}

/// <summary>Some rows of a table.</summary>
internal sealed record Rows(Table Table, List<object?[]> Values)
{
    public Rows(Table table)
        : this(table, [])
    {
    }

    public void Add(params object?[] values) => Values.Add(values);
}
