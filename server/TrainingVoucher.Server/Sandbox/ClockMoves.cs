using System.Globalization;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Moves the clock of a sandbox. By how much it is ahead is kept in its database, and counts once that is committed.</summary>
internal sealed class ClockMoves(SandboxStage stage, IStore store)
{
    /// <summary>How far the clock can be ahead of the real time; the keys of a sandbox sign for twice as long.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(366);

    private const string Name = "sandbox_clock_ahead";

    private const string Recall = "SELECT value FROM setting WHERE name = @name";

    private const string Remember = "INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    public static Fields Check(MoveSandboxClockRequest request) => new Fields()
        .Must((request.Seconds is null) != (request.To is null), "seconds", "invalid", "Either this or to must be given, and not both.")
        .Range(request.Seconds, "seconds", 1, (long)MostAhead.TotalSeconds);

    public SandboxClock Show() => Show(stage.Clock.Ahead);

    public async Task<Answer?> MoveAsync(HttpContext context, Caller caller, Idempotency once, MoveSandboxClockRequest request)
    {
        var now = stage.Clock.GetUtcNow();
        var answer = await store.ChangeAsync(
            session => once.AnswerAsync(session, now, context, () => DecideAsync(new ChangeContext(session, caller, now, id: null, once.Key), request)),
            context.RequestAborted);
        await FollowAsync();
        return answer;
    }

    /// <summary>Moves the clock to where it is on record.</summary>
    public async Task FollowAsync() => stage.Clock.AdvanceTo(await store.ReadAsync(RecallAsync, CancellationToken.None));

    private async Task<Outcome<SandboxClock>> DecideAsync(ChangeContext c, MoveSandboxClockRequest request)
    {
        // Not by the clock itself: it follows what is committed, and may not have yet.
        var before = await RecallAsync(c.Session);
        var ahead = request.To is { } to ? to - stage.OutsideTime.GetUtcNow() : before + TimeSpan.FromSeconds(request.Seconds!.Value);
        if (ahead <= before)
        {
            return ErrorCodes.ClockNotForward;
        }

        if (ahead > MostAhead)
        {
            return ErrorCodes.ClockTooFar;
        }

        await c.Session.ExecuteAsync(Remember, new { name = Name, value = ahead.Ticks.ToString(CultureInfo.InvariantCulture) });
        await c.JournalAsync(new JournalEntry
        {
            Event = "sandbox.clock_moved",
            Kind = "cli",
            Subject = ChangeContext.Bytes(c.Caller.ClientId),
            At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["seconds"] = (long)(ahead - before).TotalSeconds, ["ahead"] = (long)ahead.TotalSeconds },
        });
        return Show(ahead);
    }

    private static async Task<TimeSpan> RecallAsync(Session session) =>
        TimeSpan.FromTicks(long.Parse(await session.SingleAsync<string>(Recall, new { name = Name }) ?? "0", CultureInfo.InvariantCulture));

    private SandboxClock Show(TimeSpan ahead)
    {
        var real = stage.OutsideTime.GetUtcNow();
        return new() { Now = real + ahead, AheadSeconds = (long)ahead.TotalSeconds, Latest = real + MostAhead, SeededAt = stage.Town!.SeededAt };
    }
}
