using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>
/// A prepared statement that changes rows, run once for each row of a set by the calls of SQLite itself: a command of ADO.NET looks
/// every parameter up by its name each time, which costs as much as the change.
/// </summary>
internal sealed class SqliteWrite : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <summary>Where each column of the rows stands in the statement; 0 where it does not.</summary>
    private readonly int[] places;

    public SqliteWrite(SqliteConnection connection, string sql, IEnumerable<(string Name, string Column)> columns)
    {
        database = connection.Handle!;
        Require(sqlite3_prepare_v3(database, sql, SQLITE_PREPARE_PERSISTENT, out statement));
        places = [.. columns.Select(c => sqlite3_bind_parameter_index(statement, "@" + c.Name))];
    }

    /// <summary>Runs it for every row and says how many it touched.</summary>
    public int Run(Step step)
    {
        var touched = 0;
        for (var row = 0; row < step.Count; row++)
        {
            for (var i = 0; i < places.Length; i++)
            {
                Require(Bind(places[i], step.Value(row, i)));
            }

            var result = sqlite3_step(statement);
            var reset = sqlite3_reset(statement);
            Require(result == SQLITE_DONE ? reset : result);
            touched += sqlite3_changes(database);
        }

        Require(sqlite3_clear_bindings(statement));
        return touched;
    }

    public void Dispose() => statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        _ when place == 0 => SQLITE_OK,
        null => sqlite3_bind_null(statement, place),
        long number => sqlite3_bind_int64(statement, place, number),
        int number => sqlite3_bind_int64(statement, place, number),
        bool flag => sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        string text => sqlite3_bind_text(statement, place, text),
        byte[] { Length: 0 } => sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => sqlite3_bind_blob(statement, place, bytes),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} is not a column."),
    };

    private void Require(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
