using System.Globalization;
using TrainingVoucher.Bench;

const string Usage = """
    usage: TrainingVoucher.Bench VERB --name value ...
      prepare   --data DIR                                         an installation with partners, a scheme and three batches
      vouchers  --data DIR --count N --lines FILE [--take N] [--from N] [--tokens one]   claimed vouchers; codes and documents in any order
      holders   --data DIR --count N --lines FILE [--from N]       persons with an assertion each, to claim with
      token     --data DIR --as bank|school --at ADDRESS           an access token
      probe     --data DIR --kind KIND --at ADDRESS --lines FILE   one call of a kind, and what must be in its answer
      latency   --data DIR --at ADDRESS --lines FILE --skip N --rate N --seconds N       redeem at a fixed rate
      shed      --data DIR --at ADDRESS --lines FILE --skip N --count N                  fill the lane while the table is locked
      offline   --seconds N                                        parse and verify tokens on this thread
      sqlite    --data DIR --lines FILE --skip N --seconds N --like DIR   one durable transaction per redemption
      persons   --count N --csv FILE                               a list of persons as an authority uploads it
      assign    --data DIR --at ADDRESS --csv FILE --count N       a targeted batch from such a list
      assigned  --data DIR --count N --out DIR                     the rows that assigning makes, as files for COPY
    """;

if (args.Length == 0)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var arguments = new Arguments(args[1..]);
await (args[0] switch
{
    "prepare" => Founding.RunAsync(arguments),
    "vouchers" => VoucherLoad.RunAsync(arguments),
    "holders" => HolderLoad.RunAsync(arguments),
    "token" => Access.PrintAsync(arguments),
    "probe" => Probe.RunAsync(arguments),
    "latency" => PacedLoad.RunAsync(arguments),
    "shed" => Shedding.RunAsync(arguments),
    "offline" => OfflineChecks.RunAsync(arguments),
    "sqlite" => SqliteDirect.RunAsync(arguments),
    "persons" => PersonList.WriteAsync(arguments),
    "assign" => Assignment.RunAsync(arguments),
    "assigned" => AssignedRows.WriteAsync(arguments),
    _ => Console.Error.WriteLineAsync(Usage),
});
return 0;
