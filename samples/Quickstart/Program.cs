using System.Text;
using Quickstart;
using Quickstart.Chapters;
using Quickstart.Stage;
using Quickstart.Telling;

if (Options.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var screen = new Screen(Console.Out, isTerminal: !Console.IsOutputRedirected);
var expect = new Expect(screen);
var clock = new StoryClock();

await using var server = await LocalServer.StartAsync(clock, options.Postgres);
using var city = await City.SettleAsync(server, clock);
Vouchers? vouchers = null;
try
{
    vouchers = await Story.TellAsync(city, screen, expect);
}
catch (Exception surprise) when (surprise is not OperationCanceledException)
{
    expect.Surprise(surprise);
}

var asExpected = expect.Conclude();
if (options.Keep && vouchers is not null)
{
    await TryIt.TellAsync(city, screen, vouchers);
    await server.WaitForShutdownAsync();
}

return asExpected ? 0 : 1;
