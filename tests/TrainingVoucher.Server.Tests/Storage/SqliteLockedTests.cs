using System.Data;
using Microsoft.Data.Sqlite;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class SqliteLockedTests
{
    [Fact]
    public async Task DatabaseLockedByAnotherProgram_Change_IsUnavailable()
    {
        await using var database = await TestDatabase.CreateAsync();
        var store = database.Open();
        using var closing = store as IDisposable;
        await using var other = (SqliteConnection)await database.ConnectAsync();
        await using var holding = other.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        await using var late = (SqliteConnection)await database.ConnectAsync();
        late.DefaultTimeout = 1;

        var fault = Assert.Throws<SqliteException>(() => late.BeginTransaction(IsolationLevel.Serializable, deferred: false));

        Assert.True(store.IsUnavailable(fault));
    }
}
