using TrainingVoucher.Server.Tests.Harness.Model;

namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>One voucher as a sequential object: the model of its life, at an instant that does not move.</summary>
internal static class VoucherObject
{
    /// <summary>The outcome of a call; a command without a kind only looks, as the school does.</summary>
    public static (ModelVoucher After, string Outcome) Step(ModelVoucher v, VoucherCall call, ModelTerms terms, DateTimeOffset now)
    {
        if (call.Kind is { } kind)
        {
            var (refusal, after) = v.Step(new(kind) { School = call.School, Fen = v.UnitFen, ClassEndsOn = call.ClassEndsOn }, terms, now);
            return (after, refusal ?? "ok");
        }

        var seen = v.WasUsed && v.School != call.School ? "unknown_code" : v.Step(new(ActKind.Redeem) { School = call.School }, terms, now).Refusal;
        return (v, seen ?? "ok");
    }
}

/// <summary>A call about a voucher by, or for, a school.</summary>
internal sealed record VoucherCall(string Code, ActKind? Kind, int School, DateOnly ClassEndsOn);

/// <summary>A call about a batch: a person claims or gives back what he claimed, or somebody counts.</summary>
internal sealed record BatchCall(string Kind, int Person);

/// <summary>One batch as a sequential object: a counter that stops at the quantity, and one voucher per person.</summary>
/// <param name="Quantity">How many there are.</param>
/// <param name="Taken">How many are out.</param>
/// <param name="Had">Who ever had one, a bit per person.</param>
/// <param name="IsOpen">Whether it can be claimed from.</param>
internal readonly record struct BatchObject(int Quantity, int Taken, ulong Had, bool IsOpen)
{
    public (BatchObject After, string Outcome) Step(BatchCall call) => call.Kind switch
    {
        "count" => (this, $"{Taken}"),
        "return" => (this with { Taken = Taken - 1 }, "ok"),
        "close" => IsOpen ? (this with { IsOpen = false }, "ok") : (this, "batch_closed"),
        _ when !IsOpen => (this, "batch_closed"),
        _ when (Had >> call.Person & 1) == 1 => (this, "already_claimed"),
        _ when Taken == Quantity => (this, "sold_out"),
        _ => (this with { Taken = Taken + 1, Had = Had | 1UL << call.Person }, "ok"),
    };
}
