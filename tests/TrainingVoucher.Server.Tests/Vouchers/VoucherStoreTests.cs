using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>The guards of voucher rows, one at a time, without the checks that stand before them.</summary>
public sealed class VoucherStoreTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private VoucherRow _voucher = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        _voucher = (await ChangeAsync(session => session.QueryAsync<VoucherRow>($"SELECT {VoucherStore.Columns} FROM voucher t"))).Single();
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Update_OfWhatSomebodyElseChangedSince_Throws()
    {
        Assert.True(await ChangeAsync(UpdateAsync));
        await Assert.ThrowsAsync<LostRaceException>(() => ChangeAsync(UpdateAsync));
    }

    [Fact]
    public async Task Insert_SecondOfTheBatchForOnePerson_AddsNothing() =>
        Assert.False(await ChangeAsync(session => VoucherStore.InsertAsync(session, _voucher with { Id = new byte[10] })));

    private async Task<bool> UpdateAsync(Session session)
    {
        await VoucherStore.UpdateAsync(session, _voucher);
        return true;
    }

    private Task<T> ChangeAsync<T>(Func<Session, Task<T>> change) => _s.Server.Store.ChangeAsync(change, CancellationToken.None);
}
