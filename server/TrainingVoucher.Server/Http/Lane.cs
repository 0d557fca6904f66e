using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>A command that waits for its group.</summary>
internal abstract class LaneCommand
{
    private readonly TaskCompletionSource<Answer> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Comes when the group is committed, or failed.</summary>
    public Task<Answer> Answered => done.Task;

    /// <summary>Names the rows it will look at, so that those of the whole group are loaded together.</summary>
    public abstract void Want(Session session, DateTimeOffset now);

    /// <summary>Decides and changes what is in hand.</summary>
    public abstract Task<Answer> AnswerAsync(Session session, DateTimeOffset now);

    public void Done(Answer answer) => done.TrySetResult(answer);

    public void Fail(Exception fault) => done.TrySetException(fault);
}

/// <summary>
/// Group commit: takes what waits, loads the rows of all, decides one command after the other in memory, writes everything in sets and
/// commits once. Where the store lets changes run at once, one group is being loaded while another is decided and a third committed: what
/// they want alike is for the store's locks and guards to order, as it is between two servers. A group that fails is halved until the
/// command at fault stands alone; the others are answered.
/// </summary>
internal sealed class Lane : IAsyncDisposable
{
    /// <summary>How many groups are under way at once: one being loaded, one decided, one committed.</summary>
    private const int Stages = 3;

    /// <summary>How often a group is decided again when the database was out of reach: what it had committed is then found by its keys.</summary>
    private const int Retries = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IStore store;
    private readonly bool isRecording;
    private readonly TimeProvider time;
    private readonly LaneSettings settings;
    private readonly ServerMetrics metrics;
    private readonly Channel<LaneCommand> waiting;

    /// <summary>Wakes the lane: enough commands wait, a group has loaded or ended, nothing more comes.</summary>
    private readonly Channel<bool> news = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Task working;

    /// <summary>How many commands have to wait for the lane to be woken.</summary>
    private int enough = 1;

    public Lane(string name, IStore store, bool isRecording, TimeProvider time, LaneSettings settings, ServerMetrics metrics)
    {
        (Name, this.store, this.isRecording, this.time, this.settings, this.metrics) = (name, store, isRecording, time, settings, metrics);
        waiting = System.Threading.Channels.Channel.CreateBounded<LaneCommand>(new BoundedChannelOptions(settings.Depth) { SingleReader = true });
        working = Task.Run(WorkAsync);
    }

    /// <summary>What metrics call it.</summary>
    public string Name { get; }

    /// <summary>How many commands wait.</summary>
    public int Waiting => waiting.Reader.Count;

    /// <summary>Runs a command with its group; <c>unavailable</c> at once when the lane is full or the server is stopping.</summary>
    public Task<Answer> RunAsync(LaneCommand command, Func<Answer> full)
    {
        if (waiting.Writer.TryWrite(command))
        {
            if (Waiting >= Volatile.Read(ref enough))
            {
                Tell();
            }

            return command.Answered;
        }

        metrics.Shed(Name);
        return Task.FromResult(full());
    }

    /// <summary>Takes nothing more and answers what was taken.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        Tell();
        await working;
    }

    private async Task WorkAsync()
    {
        var stages = store.RunsChangesAtOnce ? Stages : 1;
        var underWay = new List<Group>(stages);
        while (true)
        {
            underWay.RemoveAll(g => g.HasEnded);
            var commands = underWay.Sum(g => g.Commands.Count);
            var least = GroupSize.Least(commands);
            var canBegin = underWay.Count < stages && underWay.TrueForAll(g => g.HasLoaded);
            Volatile.Write(ref enough, canBegin ? least : int.MaxValue);
            if (canBegin && Waiting >= least)
            {
                // What has already come over the wire can go with this group.
                await Task.Yield();
                var group = new Group(Take(GroupSize.Most(Waiting, commands, stages, settings.Group)));
                underWay.Add(group);
                _ = RunAsync(group);
            }
            else if (waiting.Reader.Completion.IsCompleted && underWay.Count == 0)
            {
                return;
            }
            else
            {
                await news.Reader.ReadAsync();
            }
        }
    }

    private void Tell() => news.Writer.TryWrite(true);

    private List<LaneCommand> Take(int most)
    {
        var commands = new List<LaneCommand>(most);
        while (commands.Count < most && waiting.Reader.TryRead(out var command))
        {
            commands.Add(command);
        }

        return commands;
    }

    private async Task RunAsync(Group group)
    {
        await RunAsync(group, group.Commands);
        group.HasLoaded = true;
        group.HasEnded = true;
        Tell();
    }

    private async Task RunAsync(Group group, List<LaneCommand> commands)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var answers = await CommitAsync(group, commands);
            metrics.Committed(Name, commands.Count, Stopwatch.GetElapsedTime(started));
            for (var i = 0; i < answers.Length; i++)
            {
                commands[i].Done(answers[i]);
            }
        }
        catch (Exception e) when (commands.Count > 1 && !IsUnavailable(e))
        {
            var half = commands.Count / 2;
            await RunAsync(group, [.. commands.Take(half)]);
            await RunAsync(group, [.. commands.Skip(half)]);
        }
        catch (Exception e)
        {
            // Whatever it was, the callers learn of it; the lane goes on.
            foreach (var command in commands)
            {
                command.Fail(e);
            }
        }
    }

    private async Task<Answer[]> CommitAsync(Group group, List<LaneCommand> commands)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                var now = time.GetUtcNow();
                Task<Answer[]> DecideGroupAsync(Session session) => DecideAsync(session, group, commands, now);
                return await (isRecording ? store.RecordAsync(DecideGroupAsync, CancellationToken.None) : store.ChangeAsync(DecideGroupAsync, CancellationToken.None));
            }
            catch (Exception e) when (retry < Retries && IsUnavailable(e))
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<Answer[]> DecideAsync(Session session, Group group, List<LaneCommand> commands, DateTimeOffset now)
    {
        foreach (var command in commands)
        {
            command.Want(session, now);
        }

        await session.LoadAsync();
        group.HasLoaded = true;
        Tell();
        var answers = new Answer[commands.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = await commands[i].AnswerAsync(session, now);
        }

        return answers;
    }

    private bool IsUnavailable(Exception fault) => fault is DbException e && store.IsUnavailable(e);

    /// <summary>Commands that were taken together.</summary>
    private sealed class Group(List<LaneCommand> commands)
    {
        private volatile bool hasLoaded;
        private volatile bool hasEnded;

        public List<LaneCommand> Commands => commands;

        /// <summary>Whether the rows are in hand, or nothing is left to do.</summary>
        public bool HasLoaded
        {
            get => hasLoaded;
            set => hasLoaded = value;
        }

        public bool HasEnded
        {
            get => hasEnded;
            set => hasEnded = value;
        }
    }
}

/// <summary>
/// How large a group is. Small groups cost almost as much as large ones, and groups that differ much in size leave processors idle: where
/// others are under way, the next one is at least three quarters as large as they are together, and at most half of everything in hand.
/// </summary>
internal static class GroupSize
{
    /// <summary>How many commands must wait before another group begins.</summary>
    /// <param name="underWay">How many are in groups that have begun.</param>
    public static int Least(int underWay) => Math.Max(1, ((3 * underWay) + 3) / 4);

    /// <summary>How many of those that wait it takes at most.</summary>
    /// <param name="waiting">How many wait.</param>
    /// <param name="underWay">How many are in groups that have begun.</param>
    /// <param name="stages">How many groups can be under way at once; a group that is alone takes all.</param>
    /// <param name="limit">How many one group has at most.</param>
    public static int Most(int waiting, int underWay, int stages, int limit) => Math.Clamp(stages > 1 ? (waiting + underWay + 1) / 2 : waiting, 1, limit);
}

/// <summary>How commands are grouped.</summary>
/// <param name="Lanes">How many groups are under way at once.</param>
/// <param name="Group">How many commands one group has at most.</param>
/// <param name="Depth">How many commands wait in one lane at most; more are turned away.</param>
internal sealed record LaneSettings(int Lanes, int Group, int Depth);

/// <summary>The lanes of a server: a command goes to the lane of its key, so that the same keys meet in the same groups.</summary>
internal sealed class LaneSet : IAsyncDisposable
{
    private readonly Lane[] lanes;

    /// <summary>Checks are recorded in groups of their own: they lock nothing and wait for nobody.</summary>
    private readonly Lane checks;

    public LaneSet(IStore store, TimeProvider time, LaneSettings settings, ServerMetrics metrics)
    {
        lanes = [.. Enumerable.Range(0, settings.Lanes).Select(i => new Lane($"{i}", store, isRecording: false, time, settings, metrics))];
        checks = new("checks", store, isRecording: true, time, settings, metrics);
        metrics.WatchLanes(() => lanes.Append(checks).Select(lane => (lane.Name, lane.Waiting)));
    }

    public Lane Of(Operation operation, int bucket) => operation.IsQuery ? checks : lanes[(int)((uint)bucket % (uint)lanes.Length)];

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
        {
            await lane.DisposeAsync();
        }

        await checks.DisposeAsync();
    }
}
