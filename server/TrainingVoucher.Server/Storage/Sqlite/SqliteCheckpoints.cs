using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>
/// Moves what is committed from the write-ahead log into the database file beside the writer, so that commits seldom wait for it.
/// While the writer goes on the log cannot begin anew; that is left to the checkpoint SQLite makes itself within a commit once the log
/// has <see cref="MostPages"/>, which by then has little left to move.
/// </summary>
/// <param name="open">Opens a connection.</param>
internal sealed class SqliteCheckpoints(Func<Task<SqliteConnection>> open) : IDisposable
{
    /// <summary>How many pages the log may have: 64 MiB.</summary>
    public const int MostPages = 16_384;

    private const int Every = 1000;

    private Task running = Task.CompletedTask;
    private int written;

    /// <summary>Called by the writer when it has committed.</summary>
    public void Committed(SqliteConnection writer)
    {
        if (sqlite3_db_status(writer.Handle!, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1) == SQLITE_OK)
        {
            written += pages;
        }

        if (written >= Every && running.IsCompleted)
        {
            written = 0;
            running = Task.Run(RunAsync);
        }
    }

    public void Dispose() => running.Wait();

    /// <summary>One that fails leaves the log as it is, and the next one moves it.</summary>
    private async Task RunAsync()
    {
        try
        {
            await using var connection = await open();
            sqlite3_wal_checkpoint_v2(connection.Handle!, "main", SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }
        catch (SqliteException)
        {
        }
    }
}
