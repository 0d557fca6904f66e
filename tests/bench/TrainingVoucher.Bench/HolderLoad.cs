using System.Collections.Concurrent;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Bench;

/// <summary>Loads persons who have authenticated to claim from the hot batch; the file gets their assertions. Each is good for ten hours instead of five minutes.</summary>
internal static class HolderLoad
{
    private static readonly TimeSpan Usable = TimeSpan.FromHours(10);

    /// <summary>As if 10,000 persons a second had been authenticated, in the order in which they claim.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMicroseconds(100);

    public static async Task RunAsync(Arguments arguments)
    {
        var (count, from) = (arguments.Number("count"), arguments.Number("from", 0));
        var (keys, world) = (World.Keys(arguments), World.Load(arguments));
        var lines = new string[count];
        var now = TimeProvider.System.GetUtcNow();
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + Usable).ToUnixTimeMilliseconds());
        var (client, batch) = (Ids.Read("cli", world.Bank.ClientId), Ids.Read("bat", world.Hot));
        var ids = new ConcurrentDictionary<long, bool>();
        await BulkLoad.RunAsync(arguments, count, (first, rows) =>
        {
            var (holders, sessions) = (new Holders(keys, at), new Rows(Table.Session));
            for (var i = first; i < first + rows; i++)
            {
                var id = NewId(now + (i * Between), ids);
                var (text, key) = Assertions.New(id);
                sessions.Add(id, client, (int)IdentityPurpose.Claim, batch, at, until, holders.Add(from + i), "sandbox", key.Hash, until);
                lines[i] = text;
            }

            return [holders.Persons, holders.Documents, sessions];
        });
        await File.WriteAllLinesAsync(arguments.Text("lines"), lines);
    }

    /// <summary>The server tries again when an id is taken; what is loaded in bulk cannot.</summary>
    private static long NewId(DateTimeOffset at, ConcurrentDictionary<long, bool> taken)
    {
        while (true)
        {
            var id = Ids.NewAt(at);
            if (taken.TryAdd(id, true))
            {
                return id;
            }
        }
    }
}
