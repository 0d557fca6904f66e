using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The command line <c>admin init</c>.</summary>
internal static class AdminCommand
{
    public const string Usage =
        "usage: admin init --data DIR --region 330100 --name-zh NAME --name-en NAME --officer NAME";

    private static readonly string[] Names = ["--data", "--region", "--name-zh", "--name-en", "--officer"];

    public static bool IsFor(IReadOnlyList<string> arguments) => arguments is ["admin", ..];

    /// <summary>The options; nothing when one is missing, unknown or given twice.</summary>
    public static AdminInitOptions? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["admin", "init", ..] || arguments.Count != 2 + (2 * Names.Length))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 2; i < arguments.Count; i += 2)
        {
            if (!Names.Contains(arguments[i], StringComparer.Ordinal) || !values.TryAdd(arguments[i], arguments[i + 1]))
            {
                return null;
            }
        }

        return new AdminInitOptions(
            values["--data"], values["--region"], new LocalText(values["--name-zh"], values["--name-en"]), values["--officer"]);
    }

    /// <summary>Runs the command; the exit code is 0 when the first authority was founded.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Func<string, IStore> open, TimeProvider time, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (Parse(arguments) is not { } options)
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            await AdminInit.RunAsync(open(options.DataDirectory), time, options, output, cancellation);
            return 0;
        }
        catch (InvalidOperationException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
