using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Schemes;

/// <summary>A released batch of two places, of which the bank may give out so many.</summary>
internal sealed class ScarceBatch : IAsyncDisposable
{
    private ScarceBatch(Scenario s, long id) => (S, Id, Bank) = (s, id, Ids.Read("cha", s.BankId));

    public Scenario S { get; }

    public long Id { get; }

    public long Bank { get; }

    public static async Task<ScarceBatch> ReleaseAsync(int quota)
    {
        var s = await Scenario.StartAsync();
        var proposed = s.Proposed(await s.DefineAsync(Scenario.FaceValue()), 2);
        var batch = await s.ReleaseAsync(proposed with { Channels = [new() { ChannelId = s.BankId, Quota = quota }] });
        return new(s, Ids.Read("bat", batch.Id));
    }

    public Task<T> ChangeAsync<T>(Func<Session, Task<T>> change) => S.Server.Store.ChangeAsync(change, CancellationToken.None);

    public ValueTask DisposeAsync() => S.DisposeAsync();
}
