using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>By how much the balances of budget lines change. The row of a line is taken last and once, however many vouchers moved its money.</summary>
internal sealed class BudgetLineShelf : Shelf
{
    private const string Available = "SELECT t.available FROM budget_line t WHERE t.id = @id {lock t}";

    private const string Update = """
        UPDATE budget_line SET
            appropriated = budget_line.appropriated + r.appropriated,
            available = budget_line.available + r.available,
            reserved = budget_line.reserved + r.reserved,
            obligated = budget_line.obligated + r.obligated,
            approved = budget_line.approved + r.approved,
            disbursed = budget_line.disbursed + r.disbursed
        FROM {rows}
        WHERE budget_line.id = r.id
        """;

    private readonly Dictionary<long, long> available = [];
    private Dictionary<long, LineChange> changes = [];

    public override string Table => "budget_line";

    public override LockOrder Order => LockOrder.BudgetLine;

    public override bool IsDirty => changes.Count > 0;

    /// <summary>What is available of a line, which nobody else can take before this transaction ends.</summary>
    public async Task<long> AvailableAsync(long line)
    {
        if (!available.TryGetValue(line, out var before))
        {
            before = await Session.ValueAsync<long>(Available, new { id = line });
            available[line] = before;
        }

        return before + (changes.TryGetValue(line, out var change) ? change.Available : 0);
    }

    public void Move(long line, Movement movement)
    {
        var before = changes.GetValueOrDefault(line);
        changes[line] = (before ?? new LineChange(line)).With(movement);
        Session.Undo(() =>
        {
            if (before is null)
            {
                changes.Remove(line);
            }
            else
            {
                changes[line] = before;
            }
        });
    }

    public override void Write(Trip trip)
    {
        var before = changes;
        changes = [];
        available.Clear();
        Session.Undo(() => changes = before);
        trip.Require(Update, before.Values.OrderBy(c => c.Id).ToList());
    }

    public override void Refresh() => available.Clear();

    private sealed record LineChange(long Id)
    {
        public long Appropriated { get; init; }

        public long Available { get; init; }

        public long Reserved { get; init; }

        public long Obligated { get; init; }

        public long Approved { get; init; }

        public long Disbursed { get; init; }

        /// <summary>What comes from outside makes the sum itself larger; everything else only moves within it.</summary>
        public LineChange With(Movement m) => Add(m.From, m.From == Balance.Source ? m.Fen : -m.Fen).Add(m.To, m.To == Balance.Source ? -m.Fen : m.Fen);

        private LineChange Add(Balance balance, long fen) => balance switch
        {
            Balance.Source => this with { Appropriated = Appropriated + fen },
            Balance.Available => this with { Available = Available + fen },
            Balance.Reserved => this with { Reserved = Reserved + fen },
            Balance.Obligated => this with { Obligated = Obligated + fen },
            Balance.Approved => this with { Approved = Approved + fen },
            Balance.Disbursed => this with { Disbursed = Disbursed + fen },
            _ => throw new ArgumentOutOfRangeException(nameof(balance)),
        };
    }
}
