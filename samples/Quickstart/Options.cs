namespace Quickstart;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options(bool Keep, bool Help)
{
    public const string Usage =
        """
        usage: dotnet run --project samples/Quickstart [-- --keep | --help]

          --keep   leave the server up at the end and print what to try; Ctrl+C stops it
          --help   print this

        Exit code: 0 when everything came out as expected, 1 when something did not, 2 for a wrong option.
        """;

    /// <summary>The options; nothing when one is unknown.</summary>
    public static Options? Parse(IReadOnlyList<string> args) =>
        args.All(a => a is "--keep" or "--help" or "-h")
            ? new Options(args.Contains("--keep"), args.Contains("--help") || args.Contains("-h"))
            : null;
}
