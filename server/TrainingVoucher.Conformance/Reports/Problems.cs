using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Reports;

/// <summary>What is wrong with a program that cannot be talked to, in words.</summary>
internal static class Problems
{
    public static readonly LocalText GivenUp = new("程序在此前多次不作答复，本项未再运行。", "The program gave no answer several times before; this was not run any more.");

    public static readonly LocalText CannotDoAnything = new(
        "程序在 connect 的答复中没有说明能做什么（can），或者都不在所选的检查项之内。",
        "The program did not say in its answer to connect what it can do (can), or none of it is among the chosen cases.");

    public static LocalText Of(DriverException e)
    {
        var seen = Scrubbing.Of(e.Seen);
        return e.Fault switch
        {
            DriverFault.NotStarted => new($"程序无法启动：{seen}", $"The program cannot be started: {seen}"),
            DriverFault.Ended => new($"程序没有答复就结束了（{seen}）。", $"The program ended without an answer ({seen})."),
            DriverFault.Silent => new($"程序在 {seen} 内没有答复。", $"The program did not answer within {seen}."),
            DriverFault.NotReading => new($"程序在 {seen} 内没有读取标准输入。", $"The program did not read its standard input within {seen}."),
            DriverFault.Unreadable => new($"标准输出上的一行不是答复：{seen}", $"A line on standard output is no answer: {seen}"),
            DriverFault.TooLong => new($"标准输出上的一行太长（{seen}）。", $"A line on standard output is too long ({seen})."),
            DriverFault.AnotherTask => new($"程序答复的是另一件事：{seen}", $"The program answered another task: {seen}"),
            _ => throw new ArgumentOutOfRangeException(nameof(e)),
        };
    }

    /// <summary>The command itself came to a point it was not made for.</summary>
    public static LocalText Of(Exception e)
    {
        var seen = Scrubbing.Of(e.Message);
        return new($"检查中断：{seen}", $"The case broke off: {seen}");
    }
}
