using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>By what a changing call is known.</summary>
internal readonly record struct KeptKey(long ClientId, string Operation, string Key) : IComparable<KeptKey>
{
    public int CompareTo(KeptKey other) =>
        ClientId.CompareTo(other.ClientId) is not 0 and var byClient ? byClient
        : string.CompareOrdinal(Operation, other.Operation) is not 0 and var byOperation ? byOperation
        : string.CompareOrdinal(Key, other.Key);
}

/// <summary>A row of <c>idempotency</c>: an answer as it was sent.</summary>
internal sealed record KeptAnswer
{
    public long ClientId { get; init; }

    public string Operation { get; init; } = "";

    public string Key { get; init; } = "";

    public byte[] RequestHash { get; init; } = [];

    public int Status { get; init; }

    public string ContentType { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}

/// <inheritdoc/>
internal sealed class KeptAnswers : Shelf<KeptKey, KeptAnswer>
{
    private const string Find = """
        SELECT t.client_id, t.operation, t.key, t.request_hash, t.status, t.content_type, t.body, t.created_at
        FROM {rows}
        JOIN idempotency t ON t.client_id = r.client_id AND t.operation = r.operation AND t.key = r.key
        """;

    private const string Insert = """
        INSERT INTO idempotency (client_id, operation, key, request_hash, status, content_type, body, created_at)
        SELECT r.client_id, r.operation, r.key, r.request_hash, r.status, r.content_type, r.body, r.created_at
        FROM {rows}
        """;

    public override string Table => "idempotency";

    public override LockOrder Order => LockOrder.Request;

    public void Add(KeptAnswer answer) => Set(KeyOf(answer), answer);

    protected override void Load(Trip trip, IReadOnlyList<KeptKey> keys) => trip.Query<KeptKey, KeptAnswer>(Find, keys, row => Put(KeyOf(row), row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) => trip.Require(Insert, changes.Select(c => c.Row).ToList());

    private static KeptKey KeyOf(KeptAnswer row) => new(row.ClientId, row.Operation, row.Key);
}
