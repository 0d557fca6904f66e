using System.Data.Common;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Schema;

/// <summary>What the database itself refuses, whatever the code above it does.</summary>
public class SchemaTests(SchemaTests.UsedDatabase database) : IClassFixture<SchemaTests.UsedDatabase>
{
    [Theory]
    [InlineData("UPDATE batch SET claimed = quantity + 1")]
    [InlineData("UPDATE batch SET claimed = -1")]
    [InlineData("UPDATE batch SET line_id = NULL")]
    [InlineData("UPDATE batch_channel SET used = quota + 1")]
    [InlineData("UPDATE batch_channel SET used = -1")]
    [InlineData("UPDATE release SET decided_by = proposed_by")]
    [InlineData("UPDATE voucher SET amount_fen = unit_fen + 1")]
    [InlineData("UPDATE voucher SET amount_fen = -1")]
    [InlineData("UPDATE person_rule SET count = bound + 1")]
    [InlineData("UPDATE person_rule SET count = -1")]
    [InlineData("UPDATE public_key SET client_id = NULL, officer_id = NULL")]
    public Task Write_ThatBreaksACount_IsRefused(string sql) => database.RefusesAsync(sql);

    [Theory]
    [InlineData("available")]
    [InlineData("reserved")]
    [InlineData("obligated")]
    [InlineData("approved")]
    [InlineData("disbursed")]
    public Task Write_BalanceBelowZero_IsRefused(string balance) =>
        database.RefusesAsync($"UPDATE budget_line SET {balance} = -1, appropriated = appropriated - {balance} - 1");

    [Fact]
    public Task Write_SumThatDoesNotAddUp_IsRefused() =>
        database.RefusesAsync("UPDATE budget_line SET available = available + 1");

    [Fact]
    public Task Write_PostingFromABalanceToItself_IsRefused() =>
        database.RefusesAsync("INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject) SELECT line_id, at, debit, debit, fen, cause, subject FROM posting");

    [Theory]
    [InlineData("UPDATE journal SET bytes = x'00'")]
    [InlineData("DELETE FROM journal")]
    [InlineData("UPDATE posting SET fen = fen + 1")]
    [InlineData("DELETE FROM posting")]
    public Task Change_OfWhatIsAppendOnly_IsRefused(string sql) => database.RefusesAsync(sql);

    [Fact]
    public Task Write_SecondVoucherOfABatchForOnePerson_IsRefused() => database.RefusesAsync(
        """
        INSERT INTO voucher (bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at)
        SELECT bucket, x'00000000000000000000', batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at FROM voucher
        """);

    [Fact]
    public Task Write_SecondLiveApplicationForAVoucher_IsRefused() => database.RefusesAsync(
        """
        INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, budget_line_id, fen, state)
        SELECT application_id, line + 1, bucket, voucher_id, benefit, budget_line_id, fen, state FROM application_line
        """);

    [Fact]
    public Task Write_LineApprovedByItsReviewer_IsRefused() =>
        database.RefusesAsync("UPDATE application_line SET state = 4, approved_by = (SELECT proposed_by FROM release), reviewed_by = (SELECT proposed_by FROM release)");

    /// <summary>A database in which one voucher was claimed, under a quota, redeemed and applied for.</summary>
    public sealed class UsedDatabase : IAsyncLifetime
    {
        private Scenario? _scenario;

        public async Task InitializeAsync()
        {
            _scenario = await Scenario.StartAsync();
            var proposed = _scenario.Proposed(await _scenario.DefineAsync(Scenario.FaceValue()), 10);
            var batch = await _scenario.ReleaseAsync(proposed with { Channels = [new() { ChannelId = _scenario.BankId, Quota = 5 }] });
            await _scenario.ApplyAsync([await _scenario.UseAsync(batch, 1)]);
        }

        public async Task DisposeAsync() => await _scenario!.DisposeAsync();

        /// <summary>Runs a statement that must fail by itself; if it does not, what it did is undone.</summary>
        public async Task RefusesAsync(string sql) => await Assert.ThrowsAnyAsync<DbException>(() => _scenario!.Server.Store.ChangeAsync<int>(
            async session => throw new InvalidOperationException($"{await session.ExecuteAsync(sql)} rows were written."), CancellationToken.None));
    }
}
