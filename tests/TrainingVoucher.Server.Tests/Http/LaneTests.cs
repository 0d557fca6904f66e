using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>How a lane forms its groups, on a store that loads and commits nothing before the test lets it.</summary>
public sealed class LaneTests : IAsyncDisposable
{
    private readonly HeldStore _store = new();
    private readonly List<Lane> _lanes = [];
    private readonly Lane _lane;

    public LaneTests() => _lane = NewLane(depth: 4096);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(32, 24)]
    public void Least_IsThreeQuartersOfWhatIsUnderWay(int underWay, int least) => Assert.Equal(least, GroupSize.Least(underWay));

    [Theory]
    [InlineData(1, 0, 3, 1)]
    [InlineData(64, 0, 3, 32)]
    [InlineData(32, 32, 3, 32)]
    [InlineData(16, 48, 3, 32)]
    [InlineData(4096, 0, 3, 256)]
    [InlineData(64, 0, 1, 64)]
    [InlineData(4096, 0, 1, 256)]
    public void Most_IsHalfOfWhatIsInHandUnlessAlone(int waiting, int underWay, int stages, int most) =>
        Assert.Equal(most, GroupSize.Most(waiting, underWay, stages, 256));

    [Fact]
    public async Task Group_OfFew_WaitsForMore()
    {
        var answers = await SendBehindOneAsync(4, groups: 2);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        Assert.Equal([1, 3], _store.Sizes);

        answers.AddRange(Send(1));
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        Assert.Equal([1, 3], _store.Sizes);
        answers.AddRange(Send(1));
        await Wait.UntilAsync(() => _store.Sizes.Count == 3);
        Assert.Equal([1, 3, 3], _store.Sizes);
        answers.AddRange(Send(10));
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, _store.Begun);

        _store.LetCommit();
        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(17, _store.Sizes.Sum());
    }

    [Fact]
    public async Task Group_OfFew_WaitsNoLongerThanThoseUnderWayTake()
    {
        var answers = await SendBehindOneAsync(4, groups: 2);
        _store.LetCommit();
        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1, 3, 1], _store.Sizes);
    }

    [Fact]
    public async Task Group_IsNotBegunBeforeTheOneInFrontHasLoaded()
    {
        var answers = await SendBehindOneAsync(40, groups: 3);
        Assert.Equal([1, 8, 8], _store.Sizes);
        _store.LetCommit();
        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Command_Alone_BeginsAtOnce()
    {
        var answer = Assert.Single(Send(1));
        _store.LetLoad();
        _store.LetCommit();
        await answer.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1], _store.Sizes);
    }

    [Fact]
    public async Task Dispose_WhileCommandsWait_AnswersThemAll()
    {
        var answers = Send(50);
        var closing = _lane.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        _store.LetLoad();
        _store.LetCommit();
        await closing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(answers, answer => Assert.True(answer.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Run_LaneIsFull_TurnsAwayAtOnceAndDoesNoneOfIt()
    {
        var (lane, ran, full) = (NewLane(depth: 4), 0, new Answer(503, "text/plain", []));
        List<Task<Answer>> SendTo(int count) => [.. Enumerable.Range(0, count).Select(_ => lane.RunAsync(new Idle(() => ran++), () => full))];
        var taken = SendTo(1);
        await Wait.UntilAsync(() => _store.Begun == 1);
        taken.AddRange(SendTo(4));

        var turnedAway = SendTo(3);

        Assert.All(turnedAway, answer => Assert.True(answer.IsCompletedSuccessfully && answer.Result == full));
        _store.LetLoad();
        _store.LetCommit();
        await Task.WhenAll(taken).WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.Single(SendTo(1)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(6, ran);
    }

    public async ValueTask DisposeAsync()
    {
        _store.LetLoad();
        _store.LetCommit();
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }

    private Lane NewLane(int depth)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _lanes.Add(new("0", _store, isRecording: false, TimeProvider.System, new LaneSettings(1, 8, depth), new ServerMetrics(meters)));
        return _lanes[^1];
    }

    /// <summary>Sends one, and more while its group is being loaded; then loads until so many groups are decided.</summary>
    private async Task<List<Task<Answer>>> SendBehindOneAsync(int count, int groups)
    {
        var answers = Send(1);
        await Wait.UntilAsync(() => _store.Begun == 1);
        answers.AddRange(Send(count));
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, _store.Begun);
        _store.LetLoad();
        await Wait.UntilAsync(() => _store.Sizes.Count == groups);
        return answers;
    }

    private List<Task<Answer>> Send(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _lane.RunAsync(new Idle(), () => throw new InvalidOperationException("The lane is full.")))];

    private sealed class Idle(Action? doing = null) : LaneCommand
    {
        public override void Want(Session session, DateTimeOffset now)
        {
        }

        public override Task<Answer> AnswerAsync(Session session, DateTimeOffset now)
        {
            doing?.Invoke();
            return Task.FromResult(new Answer(200, "text/plain", []));
        }
    }

    private sealed class HeldStore : IStore
    {
        private readonly TaskCompletionSource _load = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _sizes = [];
        private int _begun;

        /// <summary>How many groups have begun.</summary>
        public int Begun => Volatile.Read(ref _begun);

        public bool RunsChangesAtOnce => true;

        public string OpenTransactions => throw new NotSupportedException();

        /// <summary>How many commands each group has that is loaded and decided, in that order.</summary>
        public IReadOnlyList<int> Sizes
        {
            get
            {
                lock (_sizes)
                {
                    return [.. _sizes];
                }
            }
        }

        public void LetLoad() => _load.TrySetResult();

        public void LetCommit() => _commit.TrySetResult();

        public async Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _begun);
            await _load.Task;
            var result = await change(new Session(null!, null!, null!, cancellation));
            lock (_sizes)
            {
                _sizes.Add(Assert.IsType<Answer[]>(result).Length);
            }

            await _commit.Task;
            return result;
        }

        public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation) => throw new NotSupportedException();

        public Task MigrateAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => throw new NotSupportedException();

        public bool IsUnavailable(DbException fault) => false;
    }
}
