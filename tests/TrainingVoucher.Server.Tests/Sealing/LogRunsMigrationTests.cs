using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>A log that was sealed when each row had a position of its own is the same log afterwards.</summary>
public sealed class LogRunsMigrationTests
{
    /// <summary>Rows 1 to 350 in order, but 60 after 69 and 200 last of all: it came late, as ids of open transactions do.</summary>
    private const string Order = """
        CREATE TABLE row_by_row AS
        SELECT row_number() OVER (ORDER BY CASE id WHEN 60 THEN 69.5 WHEN 200 THEN 999 ELSE id END) - 1 AS position, id AS journal_id FROM journal
        """;

    private const string Postgres = """
        DROP TABLE log_position;
        CREATE TABLE log_position (position bigint PRIMARY KEY, journal_id bigint NOT NULL);
        CREATE TRIGGER log_position_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_position FOR EACH STATEMENT EXECUTE FUNCTION append_only();
        DO $$ BEGIN EXECUTE format('ALTER TABLE log_position OWNER TO %I', (SELECT tableowner FROM pg_tables WHERE tablename = 'journal')); END $$;
        """;

    private const string Sqlite = """
        DROP TABLE log_position;
        CREATE TABLE log_position (position INTEGER PRIMARY KEY, journal_id INTEGER NOT NULL) STRICT;
        CREATE TRIGGER log_position_no_update BEFORE UPDATE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER log_position_no_delete BEFORE DELETE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER log_position_no_replace BEFORE INSERT ON log_position WHEN EXISTS (SELECT 1 FROM log_position WHERE position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        """;

    private const string Back = """
        INSERT INTO log_position (position, journal_id) SELECT position, journal_id FROM row_by_row;
        DROP TABLE row_by_row;
        DELETE FROM migration WHERE name = '0017_log_runs.sql';
        """;

    [Fact]
    public async Task Migrate_PositionsRowByRow_BecomeRunsInTheSameOrder()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(350);
        await log.SealAsync();
        await log.ExecuteAsync($"{Order};{(TestDatabase.IsPostgres ? Postgres : Sqlite)}{Back}");
        long[] order = [.. Enumerable.Range(1, 350).Select(id => (long)id).OrderBy(id => id switch { 60 => 69.5, 200 => 999, _ => id })];

        await log.Store.MigrateAsync(CancellationToken.None);

        Assert.Equal(order, (await log.Store.SealedRowsAsync()).Select(row => row.JournalId));
        Assert.Equal(
            [(0, 1, 59), (59, 61, 9), (68, 60, 1), (69, 70, 130), (199, 201, 150), (349, 200, 1)],
            (await log.Store.ReadAsync(s => LogPositions.FollowingAsync(s, -1, 10), CancellationToken.None)).Select(r => (r.Position, r.JournalId, r.Length)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => log.ExecuteAsync("UPDATE log_position SET journal_id = 2"));
    }

    [Fact]
    public async Task Migrate_AnEmptyLog_StaysEmpty()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.ExecuteAsync($"{Order};{(TestDatabase.IsPostgres ? Postgres : Sqlite)}{Back}");

        await log.Store.MigrateAsync(CancellationToken.None);
        await log.WriteAsync(3);
        await log.SealAsync();

        Assert.Equal(new LogReport(3, 1, 0, null), await log.VerifyAsync());
    }
}
