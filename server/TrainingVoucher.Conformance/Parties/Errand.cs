using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Contracts;
using TrainingVoucher.Testing;

namespace TrainingVoucher.Conformance.Parties;

/// <summary>What a partner's program is asked to do for somebody, with all that it needs for it.</summary>
/// <param name="Task">The line it gets.</param>
/// <param name="Path">The call that it has to make.</param>
/// <param name="Person">The holder.</param>
/// <param name="Then">How the holder's voucher stands when it was done.</param>
internal sealed record Errand(DriverTask Task, string Path, TestingPerson Person, VoucherState Then);

/// <summary>What a partner's program can be asked to do, and what each is called.</summary>
internal static class Errands
{
    public const string Claim = "claim";
    public const string Return = "return";
    public const string Check = "check";
    public const string Redeem = "redeem";
    public const string Reverse = "reverse";
    public const string Deduct = "deduct";
    public const string Follow = "follow";
    public const string Listen = "listen";

    /// <summary>Those that change something.</summary>
    public static IReadOnlyList<string> Changes { get; } = [Claim, Return, Redeem, Reverse, Deduct];

    /// <summary>The one of each role that the others stand behind.</summary>
    public static IReadOnlyList<string> Main { get; } = [Redeem, Claim, Deduct];

    public static LocalText NameOf(string errand) => errand switch
    {
        Claim => new("领券", "claim"),
        Return => new("退券", "return"),
        Check => new("查券", "check"),
        Redeem => new("用券", "redeem"),
        Reverse => new("撤销用券", "reverse"),
        Deduct => new("线上扣减", "deduct"),
        Follow => new("变更推送", "feed"),
        Listen => new("网络回调", "webhook"),
        _ => throw new ArgumentOutOfRangeException(nameof(errand), errand, "There is no such errand."),
    };

    public static string PathOf(string errand) => "/v1/vouchers/" + (errand == Deduct ? Redeem : errand);
}
