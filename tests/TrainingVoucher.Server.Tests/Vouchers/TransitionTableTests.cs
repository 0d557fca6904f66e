using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Holds the transition function against the table of <c>docs/states.md</c>, cell by cell.</summary>
public class TransitionTableTests
{
    private static readonly VoucherState[] States = [.. Enum.GetValues<VoucherState>().Where(s => s != VoucherState.Unknown)];

    public static TheoryData<string, VoucherState, string> Cells()
    {
        var cells = new TheoryData<string, VoucherState, string>();
        foreach (var row in File.ReadLines(Path.Combine(Repository.Root, "docs", "states.md")).SkipWhile(l => !l.StartsWith("| command |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')))
        {
            var columns = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            Assert.Equal(States.Length + 1, columns.Length);
            foreach (var (state, cell) in States.Zip(columns.Skip(1)))
            {
                cells.Add(columns[0].Trim('`'), state, cell);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Decide_CommandInState_AsDocumented(string command, VoucherState state, string expected)
    {
        var voucher = SampleVouchers.In(state);
        if (command == nameof(VoucherCommand.Lapse))
        {
            voucher = voucher with { ClassEndsOn = SampleVouchers.Today.AddDays(-91) };
        }

        var decision = VoucherTransitions.Decide(voucher, SampleVouchers.Terms with { SettlesItself = command == nameof(VoucherCommand.SettleUnpaid) }, SampleVouchers.Commands[command], SampleVouchers.Now);

        var actual = decision.Refusal is { } refusal ? refusal.Code : $"→ {decision.After.State.ToString().ToLowerInvariant()}";
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Table_EveryCommand_HasARow()
    {
        var commands = typeof(VoucherCommand).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Select(t => t.Name);

        Assert.Equal(commands.Order(StringComparer.Ordinal), SampleVouchers.Commands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(SampleVouchers.Commands.Keys.Order(StringComparer.Ordinal), Cells().Select(c => (string)c[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Refusals_OfEveryTransition_AreDocumentedAtTheirOperation()
    {
        var operations = new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["Decline"] = Operations.DeclineVoucher, ["Return"] = Operations.ReturnVoucher, ["Exchange"] = Operations.ExchangeVoucher,
            ["Revoke"] = Operations.RevokeVoucher, ["Redeem"] = Operations.RedeemVoucher, ["Reverse"] = Operations.ReverseRedemption,
            ["Suspend"] = Operations.SuspendVoucher, ["Resume"] = Operations.ResumeVoucher,
        };
        foreach (var state in Enum.GetValues<VoucherState>().Where(s => s != VoucherState.Unknown))
        {
            foreach (var (command, operation) in operations)
            {
                var refusal = VoucherTransitions.Decide(SampleVouchers.In(state), SampleVouchers.Terms, SampleVouchers.Commands[command], SampleVouchers.Now).Refusal;
                Assert.True(refusal is null || operation.Refusals.Contains(refusal), $"{operation.Id} does not name {refusal?.Code}");
            }
        }
    }
}
