using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server;

/// <summary>What must hold before the first request is taken: the schema is up to date and the permanent keys are those of this database.</summary>
internal static class StartUp
{
    private const string Remember = "INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING";

    private const string Recall = "SELECT value FROM setting WHERE name = @name";

    public static async Task PrepareAsync(IStore store, ServerKeys keys, CancellationToken cancellation)
    {
        await store.MigrateAsync(cancellation);
        await store.ChangeAsync(
            async session =>
            {
                await RequireSameAsync(session, "code_mask_key", keys.MaskKeyFingerprint);
                await RequireSameAsync(session, "shard_key", keys.ShardKeyFingerprint);
                await RequireSameAsync(session, "installation", keys.Installation.ToString());
                return true;
            },
            cancellation);
    }

    private static async Task RequireSameAsync(Session session, string name, string value)
    {
        await session.ExecuteAsync(Remember, new { name, value });
        var known = await session.SingleAsync<string>(Recall, new { name });
        if (known != value)
        {
            throw new InvalidOperationException($"The key directory does not belong to this database: {name} is {value}, the database knows {known}. Restore the right one from backup.");
        }
    }
}
