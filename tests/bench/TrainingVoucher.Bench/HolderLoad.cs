using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Bench;

/// <summary>
/// Loads persons who have authenticated to claim from the hot batch, in the order in which they claim; the file gets their assertions. Each is
/// good for ten hours instead of five minutes. A session has the id of its person: both say the minute.
/// </summary>
internal static class HolderLoad
{
    private static readonly TimeSpan Usable = TimeSpan.FromHours(10);

    public static async Task RunAsync(Arguments arguments)
    {
        var (count, from) = (arguments.Number("count"), arguments.Number("from", 0));
        var (keys, world) = (World.Keys(arguments), World.Load(arguments));
        var (lines, secrets) = (new string[count], new KeyedHash(keys.AssertionKey));
        var now = TimeProvider.System.GetUtcNow();
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + Usable).ToUnixTimeMilliseconds());
        var (client, batch) = (Ids.Read("cli", world.Bank.ClientId), Ids.Read("bat", world.Hot));
        await BulkLoad.RunAsync(arguments, count, (first, rows) =>
        {
            var (holders, sessions) = (new Holders(keys), new Rows(Table.Session));
            for (var i = first; i < first + rows; i++)
            {
                var person = holders.Add(from + i, now + (i * Holders.Between));
                var (text, key) = Assertions.Of(secrets, person);
                sessions.Add(person, client, (int)IdentityPurpose.Claim, batch, at, until, person, "sandbox", key.Hash, until);
                lines[i] = text;
            }

            return [holders.Persons, holders.Documents, sessions];
        });
        await File.WriteAllLinesAsync(arguments.Text("lines"), lines);
    }
}
