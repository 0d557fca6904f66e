using TrainingVoucher.Conformance.Cases;

namespace TrainingVoucher.Conformance;

/// <summary>What the command was asked to do.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        usage: training-voucher-conformance [OPTIONS] -- PROGRAM [ARGUMENT...]

        Runs PROGRAM through the cases that a system which connects to Training Voucher must handle, and writes report.html and
        report.json. PROGRAM reads a task a line on its standard input and answers a line each on its standard output.
        逐项检查对接职业培训券系统的程序，生成 report.html 和 report.json。程序从标准输入逐行读取任务，在标准输出逐行作答。

          --out DIR        where the reports go; conformance-report when left out / 报告目录
          --cases A,B*     only these cases; an asterisk stands for any ending / 只运行这些检查项
          --patience SEC   how long an answer may take, 1 to 600; 60 when left out / 等待答复的最长秒数
          --list           list the cases and end / 列出检查项
          --help           say this / 显示本说明

        Exit code: 0 when every case that applies passed, 1 when one failed, 2 when the program could not be tested.
        退出码：0 适用的检查项全部通过；1 有未通过的；2 无法检查该程序。
        """;

    public string Out { get; init; } = "conformance-report";

    public IReadOnlyList<Case> Cases { get; init; } = CaseList.All;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public bool IsList { get; init; }

    public bool IsHelp { get; init; }

    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>Reads the arguments; a sentence says what is wrong with them.</summary>
    public static (CommandLine Read, string? Error) Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    return (line with { IsHelp = true }, null);
                case "--list":
                    line = line with { IsList = true };
                    break;
                case "--":
                    line = line with { Program = [.. args.Skip(i + 1)] };
                    return line.Program.Count > 0 ? (line, null) : (line, "-- must be followed by the program.");
                case "--out" or "--cases" or "--patience" when i + 1 == args.Count:
                    return (line, $"{args[i]} must be followed by a value.");
                case "--out":
                    line = line with { Out = args[++i] };
                    break;
                case "--cases" when CaseList.Find(args[i + 1].Split(',', StringSplitOptions.RemoveEmptyEntries)) is { Count: > 0 } chosen:
                    (line, i) = (line with { Cases = chosen }, i + 1);
                    break;
                case "--cases":
                    return (line, "--cases names no case; --list names all.");
                case "--patience" when int.TryParse(args[i + 1], out var seconds) && seconds is >= 1 and <= 600:
                    (line, i) = (line with { Patience = TimeSpan.FromSeconds(seconds) }, i + 1);
                    break;
                case "--patience":
                    return (line, "--patience must be 1 to 600 seconds.");
                default:
                    return (line, $"{args[i]} is no option; the program follows after --.");
            }
        }

        return line.IsList ? (line, null) : (line, "Name the program, after --.");
    }
}
