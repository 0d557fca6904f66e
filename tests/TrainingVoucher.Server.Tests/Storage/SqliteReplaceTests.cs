using Microsoft.Data.Sqlite;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Storage;

/// <summary>SQLite's own way to overwrite a row, which fires no trigger for the row that goes.</summary>
public sealed class SqliteReplaceTests
{
    private const string Sample = """
        INSERT INTO authority VALUES (1, 330100, 'a', 'a', 0);
        INSERT INTO journal VALUES (1, x'01');
        INSERT INTO budget_line VALUES (1, 1, 330100, 1, 2026, 'l', 10, 0, 10, 0, 0, 0, 0);
        INSERT INTO posting VALUES (1, 1, 0, 'source', 'available', 10, 'c', 's');
        INSERT INTO log_position VALUES (0, 1, 1);
        INSERT INTO log_tile VALUES (0, 0, x'01');
        INSERT INTO log_checkpoint VALUES (1, x'01', 0, 0, 2, x'01');
        INSERT INTO feed_page VALUES (1, 0, 1, 1, x'02', 1);
        """;

    [Theory]
    [InlineData("INSERT OR REPLACE INTO journal (id, bytes) VALUES (1, x'00')")]
    [InlineData("INSERT OR REPLACE INTO posting (id, line_id, at, debit, credit, fen, cause, subject) VALUES (1, 1, 0, 'reserved', 'available', 1, 'c', 's')")]
    [InlineData("INSERT OR REPLACE INTO log_position VALUES (0, 2, 1)")]
    [InlineData("INSERT OR REPLACE INTO log_tile VALUES (0, 0, x'00')")]
    [InlineData("INSERT OR REPLACE INTO log_checkpoint VALUES (1, x'00', 0, 0, 2, x'00')")]
    [InlineData("INSERT OR REPLACE INTO feed_page VALUES (1, 0, 1, 1, x'04', 1)")]
    public async Task Replace_InAnAppendOnlyTable_Raises(string sql)
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = database.Open();
        using var closing = store as IDisposable;
        await database.ExecuteAsync(Sample);

        var raised = await Assert.ThrowsAsync<SqliteException>(() => store.ChangeAsync(session => session.ExecuteAsync(sql), CancellationToken.None));

        Assert.Equal(TestDatabase.Constraint, TestDatabase.Tell(raised));
    }
}
