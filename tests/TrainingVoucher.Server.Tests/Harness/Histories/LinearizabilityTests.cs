namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>The checker itself, on a register that starts at 0 and takes <c>w1</c>, <c>w2</c> and <c>r</c>, and on histories known good and bad.</summary>
public class LinearizabilityTests
{
    // Client, command, outcome (? for none), invoked, returned.
    [Theory]
    [InlineData("0 w1 ok 1 2|1 r 1 3 4")]
    [InlineData("0 w1 ok 1 4|1 r 0 2 3")]
    [InlineData("0 w1 ok 1 4|1 r 1 2 3")]
    [InlineData("0 w1 ? 1 9|1 r 0 2 3")]
    [InlineData("0 w1 ? 1 9|1 r 1 2 3")]
    [InlineData("0 w1 ? 1 99|1 r 0 2 3|1 r 1 4 5")]
    [InlineData("0 w1 ok 1 10|1 w2 ok 2 9|2 r 2 3 4|2 r 1 5 6")]
    [InlineData("0 w1 ok 1 10|1 w2 ok 2 9|2 r 1 3 4|3 r 2 5 6")]
    [InlineData("")]
    public void Explain_GoodHistory_FindsAnOrder(string history) => Assert.NotNull(Explain(history));

    [Theory]
    [InlineData("0 w1 ok 1 2|1 r 0 3 4")]
    [InlineData("0 r 1 1 2|1 w1 ok 3 4")]
    [InlineData("0 w1 ok 1 6|1 r 1 2 3|2 r 0 4 5")]
    [InlineData("0 w1 ? 1 99|1 r 1 2 3|1 r 0 4 5")]
    [InlineData("0 w1 ok 1 2|1 w2 ok 3 4|2 r 1 5 6")]
    [InlineData("0 w1 ok 1 10|1 w2 ok 2 9|2 r 2 3 4|2 r 1 5 6|2 r 2 7 8")]
    [InlineData("0 w1 ok 1 10|1 w2 ok 2 9|2 r 2 3 6|2 r 1 7 8|3 r 1 3 4|3 r 2 5 7")]
    [InlineData("0 r 1 1 2")]
    public void Explain_BadHistory_FindsNone(string history) => Assert.Null(Explain(history));

    /// <summary>Eight clients at once, one hundred and twenty calls: every write overlaps seven others.</summary>
    [Fact]
    public void Explain_LongHistory_IsExplainedOrNot()
    {
        var calls = Enumerable.Range(0, 120).Select(i => new RecordedCall<string>(i % 8, i % 2 == 0 ? "w1" : "w2", "ok", i * 10, i * 10 + 75)).ToList();
        Assert.NotNull(Linearizability.Explain([.. calls, new(8, "r", "1", 2000, 2001)], 0, Step));
        Assert.Null(Linearizability.Explain([.. calls, new(8, "r", "0", 2000, 2001)], 0, Step));
    }

    [Fact]
    public void Explain_Order_ExplainsEveryOutcome()
    {
        var order = Explain("0 w1 ok 1 10|1 w2 ok 2 9|2 r 1 3 4|3 r 2 5 6")!;
        Assert.Equal(["w1", "r", "w2", "r"], order.Select(c => c.Command));
    }

    private static IReadOnlyList<RecordedCall<string>>? Explain(string history) => Linearizability.Explain(
        [
            .. history.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(f => new RecordedCall<string>(
                f[0][0] - '0', f[1], f[2] == "?" ? null : f[2], long.Parse(f[3], null), f[2] == "?" ? long.MaxValue : long.Parse(f[4], null))),
        ],
        0,
        Step);

    private static (int After, string Outcome) Step(int register, string command) =>
        command == "r" ? (register, $"{register}") : (command[1] - '0', "ok");
}
