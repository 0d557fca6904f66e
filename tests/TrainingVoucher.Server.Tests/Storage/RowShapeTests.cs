using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class RowShapeTests
{
    [Theory]
    [InlineData("INSERT INTO t (id, state) SELECT r.id, r.state FROM {rows}", "Id State")]
    [InlineData("SELECT t.day FROM {rows} JOIN t ON t.id = r.id", "Id")]
    [InlineData("UPDATE t SET state = r.state_of FROM {rows} WHERE t.id=r.id", "Id StateOf")]
    [InlineData("UPDATE t SET day = r.day FROM {rows} WHERE tr.state = 1 AND r.stated = 2 OR (r.day)", "Day")]
    [InlineData("UPDATE t SET state = @State WHERE id = @Id", "Id State StateOf Day")]
    public void Of_Statement_HasTheColumnsItNames(string sql, string columns) =>
        Assert.Equal(columns, string.Join(' ', RowShape<Sample>.Of(sql).Select(c => c.Name)));

    private sealed record Sample(long Id, int State, string StateOf, DateOnly Day);
}
