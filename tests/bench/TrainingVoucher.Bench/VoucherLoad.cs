using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Bench;

/// <summary>
/// Loads claimed vouchers, one for each of as many persons, as the server would have written them, but for the journal. The file gets a
/// line "code document" for some or all of them, in random order. With <c>--tokens one</c> all carry the text of the first token:
/// signing ten million takes minutes, and redeeming by code reads no token.
/// </summary>
internal sealed class VoucherLoad(Arguments arguments)
{
    private const int UnitFen = 50_000;
    private const int RegionCode = 330100;

    private readonly ServerKeys keys = World.Keys(arguments);
    private readonly World world = World.Load(arguments);
    private readonly int from = arguments.Number("from", 0);
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
    private string? only;

    public static async Task RunAsync(Arguments arguments)
    {
        var count = arguments.Number("count");
        var load = new VoucherLoad(arguments);
        if (arguments.Optional("tokens") == "one")
        {
            load.only = load.TokenOf(new VoucherCodes(load.keys.CodeMaskKey, load.random).New(0), 0, 0);
        }

        var taken = load.Choose(count, arguments.Number("take", count));
        var lines = new string[count];
        await BulkLoad.RunAsync(arguments, count, (first, rows) => load.Make(first, rows, taken, lines));
        var chosen = lines.Where(line => line is not null).ToArray();
        Shuffle(chosen, load.Seeded());
        await File.WriteAllLinesAsync(arguments.Text("lines"), chosen);
    }

    private IReadOnlyList<Rows> Make(int first, int count, bool[] taken, string[] lines)
    {
        var at = now.ToUnixTimeMilliseconds();
        var (day, last) = (Calendar.DayOf(now).ToDays(), Calendar.DayOf(now).AddDays(364).ToDays());
        var (batch, scheme, bank) = (Ids.Read("bat", world.Loaded), Ids.Read("sch", world.SchemeId), Ids.Read("cha", world.Bank.OwnerId));
        var (codes, index) = (new VoucherCodes(keys.CodeMaskKey, random), new ShardIndex(keys.ShardKey));
        var (holders, vouchers, rules) = (new Holders(keys), new Rows(Table.Voucher), new Rows(Table.Rule));
        for (var i = first; i < first + count; i++)
        {
            var person = holders.Add(from + i, now - ((taken.Length - i) * Holders.Between));
            var id = codes.New((byte)Ids.BucketOf(person));
            var (shard, place) = (i / 65_536, index.Of((uint)(i / 65_536), i));
            var token = only ?? TokenOf(id, (uint)shard, place);
            vouchers.Add(
                Ids.BucketOf(person), id.ToBytes(), batch, scheme, RegionCode, person, (int)VoucherState.Claimed, day, last, (long)UnitFen, at,
                bank, at, (long)shard, (int)place, token, last + 1);
            rules.Add(Ids.BucketOf(person), person, $"scheme:{scheme}", 1, 1);
            if (taken[i])
            {
                lines[i] = $"{new VoucherCode(id).Format()} {MadeUp.Number(from + i)}";
            }
        }

        return [holders.Persons, holders.Documents, vouchers, rules];
    }

    private string TokenOf(VoucherId id, uint shard, ushort index) => new VoucherIssuer(keys.Voucher, keys.VoucherKeyId).Issue(new(
        KeyId: 0,
        Id: id,
        Shard: shard,
        Index: index,
        Batch: 1,
        Region: RegionCode,
        Category: new TrainingCategory(0),
        FirstDay: Calendar.DayOf(now),
        LastDay: Calendar.DayOf(now).AddDays(364),
        ValueFen: UnitFen,
        ValueMode: ValueMode.FaceValue,
        IsTargeted: false));

    private bool[] Choose(int count, int take)
    {
        var taken = new bool[count];
        taken.AsSpan(0, Math.Min(take, count)).Fill(true);
        Shuffle(taken, Seeded());
        return taken;
    }

    private Random Seeded() => new(from + 1);

    private static void Shuffle<T>(T[] items, Random random) => random.Shuffle(items);
}
