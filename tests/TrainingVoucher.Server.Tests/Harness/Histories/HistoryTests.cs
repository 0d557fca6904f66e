using TrainingVoucher.Client;
using TrainingVoucher.Server.Tests.Journal;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>What concurrent clients are told could have been told to one after the other, voucher by voucher and batch by batch.</summary>
public class HistoryTests(ITestOutputHelper output)
{
    private const int HistoriesPerServer = 25;

    [Fact]
    public async Task Api_ConcurrentClients_HistoriesAreLinearizable()
    {
        var (histories, calls, outcomes) = (HarnessRun.Count(8, 1_000), 0, new Dictionary<string, int>(StringComparer.Ordinal));
        for (var done = 0; done < histories; done += HistoriesPerServer)
        {
            await using var s = await Scenario.StartAsync(budgetFen: 1_000_000_000);
            IReadOnlyList<InstitutionClient> schools = [s.School, (await s.AddSchoolAsync()).Client];
            for (var i = done; i < Math.Min(histories, done + HistoriesPerServer); i++)
            {
                var recorded = new RecordedHistories(s, schools, HarnessRun.Seed + i);
                var (vouchers, voucher) = await recorded.OfVouchersAsync();
                foreach (var one in vouchers.Calls.GroupBy(c => c.Command.Code, StringComparer.Ordinal))
                {
                    Explained(i, [.. one], voucher, (v, c) => VoucherObject.Step(v, c, RecordedHistories.Terms, s.Server.Time.GetUtcNow()));
                }

                var (batches, batch) = await recorded.OfBatchAsync();
                Explained(i, batches.Calls, batch, (b, c) => b.Step(c));
                calls += vouchers.Calls.Count + batches.Calls.Count;
                foreach (var told in vouchers.Calls.Select(c => $"{c.Command.Kind?.ToString() ?? "Check"} {c.Outcome}").Concat(batches.Calls.Select(c => $"{c.Command.Kind} {c.Outcome}")))
                {
                    outcomes[told] = outcomes.GetValueOrDefault(told) + 1;
                }
            }

            await Invariants.AssertAsync(s.Server.Store);
        }

        output.WriteLine($"seed {HarnessRun.Seed}: {histories} histories, {calls} calls");
        output.WriteLine(string.Join('\n', outcomes.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}: {x.Value}")));
    }

    private static void Explained<TState, TCommand>(int history, IReadOnlyList<RecordedCall<TCommand>> calls, TState start, Func<TState, TCommand, (TState After, string Outcome)> step)
        where TState : notnull =>
        Assert.True(
            Linearizability.Explain(calls, start, step) is not null,
            $"Seed {HarnessRun.Seed}, history {history}: no order explains it.\n{string.Join('\n', calls.OrderBy(c => c.Invoked))}");
}
