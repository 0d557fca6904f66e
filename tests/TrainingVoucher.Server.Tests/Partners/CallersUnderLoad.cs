using System.Collections.Concurrent;
using System.Net;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>
/// Many callers of one system at once, each as fast as it is answered, by the calls of its role: they read, change something by themselves, or wait
/// for their group. No change succeeds, so that any number of calls can be made; who is let in shows in the status.
/// </summary>
internal sealed class CallersUnderLoad : IAsyncDisposable
{
    private const int Callers = 24;
    private const string Nowhere = "ins_0000000000001";

    private static readonly Dictionary<Audience, Func<TestParty, Task<HttpResponseMessage>>[]> Calls = new()
    {
        [Audience.Authority] =
        [
            party => party.SendAsync(Operations.ListBatches, new PageQuery(), id: null, key: null),
            party => party.SendAsync(Operations.SuspendScheme, new Reason("x"), "sch_0000000000001", key: null),
        ],
        [Audience.Channel] =
        [
            party => party.SendAsync(Operations.ListClaimable, new PageQuery(), id: null, key: null),
            party => party.SendAsync(Operations.ListHolderVouchers, new ListHolderVouchersRequest("x"), id: null, key: null),
            party => party.SendAsync(Operations.ClaimVoucher, new ClaimRequest { BatchId = "bat_0000000000001", Assertion = "x" }, id: null, key: null),
        ],
        [Audience.Institution] =
        [
            party => party.SendAsync(Operations.ListRedemptions, new PageQuery(), id: null, key: null),
            party => party.SendAsync(Operations.CheckVoucher, new CheckVoucherRequest("x"), id: null, key: null),
            party => party.SendAsync(Operations.RedeemVoucher, Redeeming, id: null, key: null),
        ],
        [Audience.CoursePlatform] =
        [
            party => party.SendAsync(Operations.GetFeed, new FeedQuery(), id: null, key: null),
            party => party.SendAsync(Operations.CheckVoucher, new CheckVoucherRequest("x") { InstitutionId = Nowhere }, id: null, key: null),
            party => party.SendAsync(Operations.RedeemVoucher, Redeeming with { InstitutionId = Nowhere }, id: null, key: null),
        ],
        [Audience.RegionalSystem] =
        [
            party => party.SendAsync(Operations.ListBatches, new PageQuery(), id: null, key: null),
            party => party.SendAsync(Operations.CheckRoster, new CheckRosterRequest([new() { Code = "x" }]), id: null, key: null),
        ],
    };

    private readonly ConcurrentQueue<Made> _made = new();
    private readonly ConcurrentDictionary<int, TestParty> _underWay = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TestParty, Task<HttpResponseMessage>>[] _calls;
    private readonly Task _running;
    private volatile TestParty _party;
    private long _clock;

    public CallersUnderLoad(TestParty party, Audience role)
    {
        (_party, _calls) = (party, Calls[role]);
        _running = Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(i))));
    }

    /// <summary>The roles that have calls outside of the sandbox.</summary>
    public static IEnumerable<Audience> Roles => Calls.Keys;

    public IReadOnlyCollection<Made> All => _made;

    private static RedeemRequest Redeeming => new() { Scan = "x", Assertion = "x", Project = "x", ClassEndsOn = new(2026, 9, 30) };

    /// <summary>A moment that lies between calls that began before and calls that begin after.</summary>
    public long Now() => Interlocked.Increment(ref _clock);

    /// <summary>Lets every call from now on be made with another key, and waits until the last one with the old key is answered.</summary>
    public async Task UseAsync(TestParty party)
    {
        var old = _party;
        _party = party;
        await Wait.UntilAsync(() => !_underWay.Values.Contains(old));
    }

    /// <summary>Waits until every caller has made so many more calls.</summary>
    public async Task MakeAsync(int calls)
    {
        var from = Now();
        await Wait.UntilAsync(() => _made.Where(m => m.Began > from).GroupBy(m => m.Caller).Count(g => g.Count() >= calls) == Callers || _running.IsFaulted);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task CallAsync(int caller)
    {
        for (var i = caller; !_stop.IsCancellationRequested; i++)
        {
            // Under way before the party is read: UseAsync sees either the new one or this caller with the old one.
            TestParty party;
            do
            {
                party = _party;
                _underWay[caller] = party;
            }
            while (!ReferenceEquals(party, _party));

            var began = Now();
            using var response = await _calls[i % _calls.Length](party);
            _made.Enqueue(new(caller, began, Now(), response.StatusCode));
            _underWay.TryRemove(caller, out _);
        }
    }

    internal sealed record Made(int Caller, long Began, long Ended, HttpStatusCode Status)
    {
        public bool IsUnauthenticated => Status == HttpStatusCode.Unauthorized;
    }
}
