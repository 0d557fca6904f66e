using Dapper;
using Microsoft.Data.Sqlite;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>The command line <c>backup</c>: copies the SQLite file of a data directory, as of one moment, while a server goes on writing to it.</summary>
internal static class BackupCommand
{
    public const string Usage = "usage: backup --data DIR --to FILE";

    // SQLITE_CORRUPT and SQLITE_NOTADB.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public static bool IsFor(IReadOnlyList<string> arguments) => arguments is ["backup", ..];

    /// <summary>Runs the command; the exit code is 0 when the copy is on disk and was found sound, 1 when it was not, 2 when it cannot run.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, string database, TextWriter output, TextWriter error)
    {
        if (arguments is not ["backup", "--data", var data, "--to", var to])
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var from = Path.Combine(data, database);
        if (!File.Exists(from) || File.Exists(to))
        {
            await error.WriteLineAsync(File.Exists(to) ? $"{to} is there already." : $"{data} has no SQLite database. One of PostgreSQL is saved with its own programs.");
            return 2;
        }

        var draft = to + ".part";
        File.Delete(draft);
        if (await CopyAsync(from, draft) is { } fault)
        {
            await error.WriteLineAsync($"The copy is not sound: {fault}");
            return 1;
        }

        File.Move(draft, to);
        await output.WriteLineAsync($"{to}: {new FileInfo(to).Length} bytes, sound.");
        return 0;
    }

    /// <summary>Copies in one step, which reads one state and keeps no writer out; gives what is wrong with the copy.</summary>
    private static async Task<string?> CopyAsync(string from, string to)
    {
        try
        {
            return await CopyAndCheckAsync(from, to);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return e.Message;
        }
    }

    private static async Task<string?> CopyAndCheckAsync(string from, string to)
    {
        await using var source = await OpenAsync(from, SqliteOpenMode.ReadWrite);
        await using var copy = await OpenAsync(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(copy);

        // One file, without a log beside it; a server makes the log again.
        await copy.ExecuteAsync("PRAGMA journal_mode = DELETE");
        var found = await copy.ExecuteScalarAsync<string>("PRAGMA integrity_check(1)");
        return found == "ok" ? null : found ?? "unreadable";
    }

    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
