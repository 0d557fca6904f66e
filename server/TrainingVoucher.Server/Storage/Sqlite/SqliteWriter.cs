using Microsoft.Data.Sqlite;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>The one connection that writes, with its prepared statements. It is given up when the database fails on it.</summary>
internal sealed class SqliteWriter(SqliteConnection connection) : IDisposable
{
    private readonly KeptStatements statements = new();

    public SqliteConnection Connection => connection;

    public IDialect Dialect => field ??= new SqliteDialect(statements);

    public void Dispose()
    {
        statements.Dispose();
        connection.Dispose();
    }
}
