using System.Security.Cryptography;
using System.Text;
using ScanGun;
using TrainingVoucher.Client;

const string usage = """
    usage: ScanGun [SETTINGS]

      SETTINGS  the settings file; scangun.json when left out

    Exit code: 0 when everything is done, 1 when something is left undone (an attempt whose outcome is not known, which
    the next run finds out; a class that was scanned and not redeemed), 2 when the program cannot start.
    """;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(usage);
    return 0;
}

if (args.Length > 1 || args is [['-', ..]])
{
    return await FailAsync(usage);
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var (settings, errors) = Settings.Load(args is [var file] ? file : Settings.DefaultFile, Environment.GetEnvironmentVariable);
if (errors.Count > 0)
{
    return await FailAsync(string.Join('\n', errors));
}

AttemptFile attempts;
try
{
    attempts = new AttemptFile(settings.OpenFile, await File.ReadAllTextAsync(settings.PrivateKeyFile!));
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    return await FailAsync($"{settings.OpenFile} cannot be opened. Does another ScanGun run with it? {e.Message}");
}
catch (CryptographicException)
{
    return await FailAsync($"""
        {settings.OpenFile} cannot be read with this private key. It may hold a redemption whose outcome is not known. Start with
        the key it was written under, or look at the list of redemptions and then remove the file.
        """);
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

using (attempts)
using (var client = new TrainingVoucherClient(settings.ToOptions()))
{
    var inColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    var screen = new Screen(Console.Out, settings.Language == "en", inColour);
    var till = new Till(new Desk(client.Institution, attempts), screen, stop.Token);
    var counter = new Counter(till, screen, settings);
    using var input = new StreamReader(Console.OpenStandardInput(), Console.InputEncoding);
    await Shift.WorkAsync(counter, till, new ScanLines(input, settings.Prefix, settings.Suffix), stop.Token);
    counter.End();
    return counter.LeavesSomething ? 1 : 0;
}

static async Task<int> FailAsync(string text)
{
    await Console.Error.WriteLineAsync(text);
    return 2;
}
