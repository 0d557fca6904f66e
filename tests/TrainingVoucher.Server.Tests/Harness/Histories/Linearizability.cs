namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>
/// Whether a concurrent history could have come from one object that does one call after the other, each at some time between its
/// invocation and its return (Herlihy and Wing). The search is Wing and Gong's, with Lowe's memory of the configurations already tried.
/// </summary>
internal static class Linearizability
{
    /// <summary>An order that explains every outcome; nothing when there is none.</summary>
    /// <param name="calls">The history, at most 128 calls.</param>
    /// <param name="initial">The state before it; compared by value.</param>
    /// <param name="step">The sequential object: the state afterwards, and the outcome.</param>
    public static IReadOnlyList<RecordedCall<TCommand>>? Explain<TState, TCommand>(
        IReadOnlyList<RecordedCall<TCommand>> calls, TState initial, Func<TState, TCommand, (TState After, string Outcome)> step)
        where TState : notnull
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, 128, nameof(calls));
        return new Search<TState, TCommand>([.. calls.OrderBy(c => c.Invoked)], step).Run(initial);
    }

    private sealed class Search<TState, TCommand>(RecordedCall<TCommand>[] calls, Func<TState, TCommand, (TState After, string Outcome)> step)
        where TState : notnull
    {
        private readonly HashSet<(UInt128 Done, TState State)> _tried = [];
        private readonly Stack<int> _order = [];
        private readonly UInt128 _answered = calls.Index().Where(c => c.Item.Outcome is not null).Aggregate(UInt128.Zero, (all, c) => all | Bit(c.Index));

        public IReadOnlyList<RecordedCall<TCommand>>? Run(TState initial) =>
            Extend(UInt128.Zero, initial) ? [.. _order.Reverse().Select(i => calls[i])] : null;

        /// <summary>Tries every call that may come next. What was never answered may stay out for ever.</summary>
        private bool Extend(UInt128 done, TState state)
        {
            if ((done & _answered) == _answered)
            {
                return true;
            }

            if (!_tried.Add((done, state)))
            {
                return false;
            }

            // Whoever was invoked after another one returned comes after it.
            var earliestReturn = calls.Where((_, i) => (done & Bit(i)) == 0).Min(c => c.Returned);
            for (var i = 0; i < calls.Length && calls[i].Invoked < earliestReturn; i++)
            {
                if ((done & Bit(i)) != 0)
                {
                    continue;
                }

                var (after, outcome) = step(state, calls[i].Command);
                if (calls[i].Outcome is { } told && told != outcome)
                {
                    continue;
                }

                _order.Push(i);
                if (Extend(done | Bit(i), after))
                {
                    return true;
                }

                _order.Pop();
            }

            return false;
        }

        private static UInt128 Bit(int i) => UInt128.One << i;
    }
}
