namespace Quickstart;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options(bool Keep, bool Help, string? Postgres)
{
    public const string Usage =
        """
        usage: dotnet run --project samples/Quickstart [-- --keep | --postgres CONNECTION | --help]

          --keep      leave the server up at the end and print what to try; Ctrl+C stops it
          --postgres  keep the data in PostgreSQL: the connection string of an empty database and the role that owns it;
                      without it the data is in an SQLite file
          --help      print this

        Exit code: 0 when everything came out as expected, 1 when something did not, 2 for a wrong option.
        """;

    /// <summary>The options; nothing when one is unknown.</summary>
    public static Options? Parse(IReadOnlyList<string> args)
    {
        var options = new Options(Keep: false, Help: false, Postgres: null);
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--keep":
                    options = options with { Keep = true };
                    break;
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--postgres" when i + 1 < args.Count:
                    options = options with { Postgres = args[++i] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
