using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>A row of <c>person_rule</c>: how many of its bound a person has.</summary>
internal sealed record PersonRule
{
    public int Bucket { get; init; }

    public long PersonId { get; init; }

    public string Rule { get; init; } = "";

    public int Count { get; init; }

    public int Bound { get; init; }
}

/// <summary>By what a rule's count is found.</summary>
internal readonly record struct PersonRuleKey(int Bucket, long PersonId, string Rule) : IComparable<PersonRuleKey>
{
    public int CompareTo(PersonRuleKey other) =>
        Bucket.CompareTo(other.Bucket) is not 0 and var byBucket ? byBucket
        : PersonId.CompareTo(other.PersonId) is not 0 and var byPerson ? byPerson
        : string.CompareOrdinal(Rule, other.Rule);
}

/// <summary>The counts of persons that rules across batches bound; the check of the table holds whoever counts at the same time.</summary>
internal sealed class PersonRuleShelf : Shelf<PersonRuleKey, PersonRule>
{
    private const string Columns = "t.bucket, t.person_id, t.rule, t.count, t.bound";

    private const string Find = $"""
        SELECT {Columns}
        FROM {Step.RowsMark}
        JOIN person_rule t ON t.bucket = r.bucket AND t.person_id = r.person_id AND t.rule = r.rule AND t.period = 0
        ORDER BY t.bucket, t.person_id, t.rule {Session.GuardMark}
        """;

    private const string FindOfPersons = $"""
        SELECT {Columns}
        FROM {Step.RowsMark}
        JOIN person_rule t ON t.bucket = r.bucket AND t.person_id = r.person_id AND t.period = 0
        """;

    private const string Insert = """
        INSERT INTO person_rule (bucket, person_id, rule, count, bound)
        SELECT r.bucket, r.person_id, r.rule, r.count, r.bound FROM {rows}
        """;

    private const string Update = """
        UPDATE person_rule SET count = r.count, bound = r.bound
        FROM {rows}
        WHERE person_rule.bucket = r.bucket AND person_rule.person_id = r.person_id AND person_rule.rule = r.rule AND person_rule.period = 0
          AND person_rule.count = r.was
        """;

    private readonly HashSet<long> complete = [];
    private readonly List<AssertionKey> holders = [];

    public override string Table => "person_rule";

    public override LockOrder Order => LockOrder.PersonRule;

    /// <summary>Asks for all counts of the person of an assertion that is being loaded as well.</summary>
    public void Want(AssertionKey assertion) => holders.Add(assertion);

    /// <summary>A person's count; nothing when there is none yet.</summary>
    public async ValueTask<PersonRule?> OfAsync(long person, string rule)
    {
        var key = new PersonRuleKey(Ids.BucketOf(person), person, rule);
        return complete.Contains(person) ? TryGet(key, out var row) ? row : null : await FindAsync(key);
    }

    public void Change(PersonRule row) => Set(KeyOf(row), row);

    public override void Load(Trip trip)
    {
        var persons = new List<PersonKey>();
        holders.RemoveAll(h => Resolve(h, persons));
        trip.Query<PersonKey, PersonRule>(FindOfPersons, persons, row => Put(KeyOf(row), row));
        base.Load(trip);
        trip.Then(() => complete.UnionWith(persons.Select(p => p.PersonId)));
    }

    public override void Refresh()
    {
        base.Refresh();
        complete.Clear();
    }

    protected override void Load(Trip trip, IReadOnlyList<PersonRuleKey> keys) => trip.Query<PersonRuleKey, PersonRule>(Find, keys, row => Put(KeyOf(row), row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes)
    {
        trip.Require(Insert, changes.Where(c => c.Was is null).Select(c => c.Row).ToList());
        trip.Require(Update, changes.Where(c => c.Was is not null).Select(c => new Guarded(c.Row.Bucket, c.Row.PersonId, c.Row.Rule, c.Row.Count, c.Row.Bound, c.Was!.Count)).ToList());
    }

    /// <summary>Whether the assertion is in hand; its person's counts are then asked for, or known to be none.</summary>
    private bool Resolve(AssertionKey assertion, List<PersonKey> persons)
    {
        if (!Session.Shelf<AssertionShelf>().IsInHand(assertion, out var row))
        {
            return false;
        }

        if (row is { HasVouchers: true })
        {
            persons.Add(new(Ids.BucketOf(row.PersonId), row.PersonId));
        }
        else if (row is not null)
        {
            complete.Add(row.PersonId);
        }

        return true;
    }

    private static PersonRuleKey KeyOf(PersonRule row) => new(row.Bucket, row.PersonId, row.Rule);

    private sealed record PersonKey(int Bucket, long PersonId);

    private sealed record Guarded(int Bucket, long PersonId, string Rule, int Count, int Bound, int Was);
}
