using System.Runtime.InteropServices;

namespace TrainingVoucher.Server.Storage;

/// <summary>
/// The rows of one table that a transaction has in hand: loaded in sets, changed in memory, written in sets before the commit or
/// before any statement that names the table. So a group of commands costs as many round trips as one command.
/// </summary>
internal abstract class Shelf
{
    private Session? session;

    /// <summary>Whose shelf it is.</summary>
    public Session Session
    {
        get => session!;
        init => session = value;
    }

    /// <summary>The table as its statements name it.</summary>
    public abstract string Table { get; }

    /// <summary>The place in the one order in which rows are locked and written everywhere.</summary>
    public abstract LockOrder Order { get; }

    public abstract bool IsDirty { get; }

    /// <summary>Adds the queries for the rows that are wanted and not in hand; none when there is nothing to load.</summary>
    public virtual void Load(Trip trip)
    {
    }

    /// <summary>Adds the statements that write what was changed; from then on it counts as written.</summary>
    public abstract void Write(Trip trip);

    /// <summary>Forgets what was loaded and not changed: a statement may have changed it in the database.</summary>
    public abstract void Refresh();
}

/// <summary>
/// The order of locks: what comes first is locked first, by every transaction, and read first. The counters of batches stand last but what
/// nobody waits for: everybody who claims of a batch waits for its row, and no longer than the commit takes.
/// </summary>
internal enum LockOrder
{
    Reference,
    Request,
    Assertion,
    PersonRule,
    Voucher,
    Verification,
    Posting,
    Journal,
    ClaimNumber,
    Batch,
    BatchChannel,
    BudgetLine,
}

/// <summary>A shelf of rows that are known by a key.</summary>
internal abstract class Shelf<TKey, TRow> : Shelf
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, Entry> entries = [];
    private readonly HashSet<TKey> wanted = [];
    private List<Entry> dirty = [];

    public sealed override bool IsDirty => dirty.Count > 0;

    /// <summary>How keys are ordered when rows are locked and written.</summary>
    protected virtual IComparer<TKey> Keys => Comparer<TKey>.Default;

    /// <summary>Asks for a row with the next load.</summary>
    public void Want(TKey key)
    {
        if (!entries.ContainsKey(key))
        {
            wanted.Add(key);
        }
    }

    /// <summary>The row of a key, from the database when it is not in hand.</summary>
    public async ValueTask<TRow?> FindAsync(TKey key)
    {
        if (entries.TryGetValue(key, out var entry))
        {
            return entry.Row;
        }

        wanted.Add(key);
        await Session.LoadAsync();
        return entries[key].Row;
    }

    public override void Load(Trip trip)
    {
        // What was wanted twice may have come meanwhile.
        var keys = wanted.Where(key => !entries.ContainsKey(key)).Order(Keys).ToList();
        wanted.Clear();
        if (keys.Count == 0)
        {
            return;
        }

        Load(trip, keys);
        trip.Then(() =>
        {
            foreach (var key in keys)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out _) ??= new Entry(key, null);
            }
        });
    }

    /// <summary>Adds the query for the rows of these keys; what it finds goes to <see cref="Put"/>.</summary>
    protected abstract void Load(Trip trip, IReadOnlyList<TKey> keys);

    /// <summary>Puts a row that was just read from the database; one that is in hand already stays as it is.</summary>
    protected void Put(TKey key, TRow row)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out var isKnown);
        if (!isKnown)
        {
            entry = new Entry(key, row);
        }
    }

    protected bool TryGet(TKey key, out TRow? row)
    {
        var isKnown = entries.TryGetValue(key, out var entry);
        row = entry?.Row;
        return isKnown;
    }

    /// <summary>Adds or changes a row; it is written later.</summary>
    protected void Set(TKey key, TRow row)
    {
        var entry = CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out _) ??= new Entry(key, null);
        var (before, list, isNew) = (entry.Row, dirty, ReferenceEquals(entry.Row, entry.Stored));
        entry.Row = row;
        if (isNew)
        {
            list.Add(entry);
        }

        Session.Undo(() =>
        {
            entry.Row = before;
            if (isNew)
            {
                dirty.Remove(entry);
            }
        });
    }

    public sealed override void Write(Trip trip)
    {
        var (before, changes) = (dirty, new List<Written>(dirty.Count));
        dirty = [];
        foreach (var entry in before.OrderBy(e => e.Key, Keys))
        {
            changes.Add(new(entry.Stored, entry.Row!));
        }

        var stored = before.Select(e => e.Stored).ToList();
        before.ForEach(e => e.Stored = e.Row);
        Session.Undo(() =>
        {
            dirty = before;
            for (var i = 0; i < before.Count; i++)
            {
                before[i].Stored = stored[i];
            }
        });
        Write(trip, changes);
    }

    /// <summary>Adds the statements that write the changes, which come in the order of their keys.</summary>
    protected virtual void Write(Trip trip, IReadOnlyList<Written> changes) => throw new NotSupportedException($"{Table} is only read here.");

    public override void Refresh()
    {
        foreach (var (key, _) in entries.Where(pair => ReferenceEquals(pair.Value.Row, pair.Value.Stored)).ToList())
        {
            entries.Remove(key);
        }
    }

    /// <summary>A row as it is in the database, nothing for a new one, and as it shall be.</summary>
    protected sealed record Written(TRow? Was, TRow Row);

    private sealed class Entry(TKey key, TRow? row)
    {
        public TKey Key => key;

        public TRow? Row { get; set; } = row;

        /// <summary>What the database has.</summary>
        public TRow? Stored { get; set; } = row;
    }
}

/// <summary>A shelf of rows that are only ever added.</summary>
internal abstract class AppendShelf<TRow> : Shelf
{
    private List<TRow> added = [];

    public sealed override bool IsDirty => added.Count > 0;

    protected IReadOnlyList<TRow> Added => added;

    public void Add(TRow row)
    {
        var list = added;
        list.Add(row);
        Session.Undo(() => list.RemoveAt(list.Count - 1));
    }

    public sealed override void Write(Trip trip)
    {
        var before = added;
        added = [];
        Session.Undo(() => added = before);
        Write(trip, before);
    }

    protected abstract void Write(Trip trip, IReadOnlyList<TRow> rows);

    public sealed override void Refresh()
    {
    }
}
