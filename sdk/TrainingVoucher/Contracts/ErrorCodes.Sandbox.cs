namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The sandbox is starting, or something is wrong with it; the real server is not concerned.</summary>
    public static readonly ErrorCode SandboxUnavailable = Define(503, "sandbox_unavailable",
        "沙箱暂不可用，正式环境不受影响。", "The sandbox is not available; the real server is not concerned.",
        "请稍后重试；如持续出现请联系运营方。", "Try again later; tell the operator if it stays so.");

    /// <summary>The sandbox is being reset: everything in it goes.</summary>
    public static readonly ErrorCode SandboxResetting = Define(503, "sandbox_resetting",
        "沙箱正在重置，其中的全部数据都将清除。", "The sandbox is being reset; everything in it goes.",
        "请稍候，再以新的密钥重新加入。", "Wait some seconds, then join again.");

    /// <summary>The clock of a sandbox only moves forward.</summary>
    public static readonly ErrorCode ClockNotForward = Define(409, "clock_not_forward",
        "沙箱时钟只能向前调。", "The clock of a sandbox only moves forward.",
        "请给出晚于沙箱当前时间的时刻，或重置沙箱。", "Name a later time than it shows, or reset the sandbox.");

    /// <summary>The clock of a sandbox would be too far ahead.</summary>
    public static readonly ErrorCode ClockTooFar = Define(409, "clock_too_far",
        "沙箱时钟最多可领先实际时间一年。", "The clock of a sandbox can be one year ahead of the real time.",
        "请给出更早的时刻，或重置沙箱。", "Name an earlier time, or reset the sandbox.");
}
