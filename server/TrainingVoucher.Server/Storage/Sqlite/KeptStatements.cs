using System.Data.Common;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>Statements of one connection that stay prepared from one transaction to the next.</summary>
internal sealed class KeptStatements : IDisposable
{
    private readonly Dictionary<(string Sql, Type Step), DbCommand> queries = [];
    private readonly Dictionary<(string Sql, Type Step), SqliteWrite> writes = [];

    public DbCommand? Find(Step step) => queries.GetValueOrDefault((step.Sql, step.GetType()));

    public void Add(Step step, DbCommand query) => queries.Add((step.Sql, step.GetType()), query);

    public SqliteWrite? FindWrite(Step step) => writes.GetValueOrDefault((step.Sql, step.GetType()));

    public void AddWrite(Step step, SqliteWrite write) => writes[(step.Sql, step.GetType())] = write;

    public void Dispose()
    {
        foreach (var query in queries.Values)
        {
            query.Dispose();
        }

        foreach (var write in writes.Values)
        {
            write.Dispose();
        }
    }
}
