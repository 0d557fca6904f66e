namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>Persons are listed for targeted batches only.</summary>
    public static readonly ErrorCode BatchNotTargeted = Define(409, "batch_not_targeted",
        "该批次不是按名单发放的定向券。", "The batch takes no list of persons.",
        "只有未指定查询条件的定向批次可添加名单。", "Only a targeted batch without a register query takes a list.");

    /// <summary>The release was decided before.</summary>
    public static readonly ErrorCode ReleaseDecided = Define(409, "release_decided",
        "该次发放已批准或已驳回。", "The release was approved or rejected before.",
        "请查看其状态。", "Look at its state.");

    /// <summary>Nobody approves what he entered himself.</summary>
    public static readonly ErrorCode MakerIsChecker = Define(409, "maker_is_checker",
        "经办人与复核人不能是同一人。", "Nobody approves what he entered himself.",
        "请由另一位经办人复核。", "Ask another officer.");

    /// <summary>The budget line does not have the money.</summary>
    public static readonly ErrorCode BudgetInsufficient = Define(409, "budget_insufficient",
        "该资金来源余额不足。", "The budget line does not have the money.",
        "请追加资金或减少数量。", "Add money or release less.");

    /// <summary>A targeted batch lists nobody.</summary>
    public static readonly ErrorCode NobodyListed = Define(409, "nobody_listed",
        "定向批次没有名单。", "A targeted batch lists nobody.",
        "请先添加名单或更改查询条件。", "List persons first, or change the query.");

    /// <summary>More persons are listed than vouchers.</summary>
    public static readonly ErrorCode QuantityTooSmall = Define(409, "quantity_too_small",
        "名单人数多于券数。", "More persons are listed than there are vouchers.",
        "请增加数量。", "Release more vouchers.");

    /// <summary>The batch is closed.</summary>
    public static readonly ErrorCode BatchClosed = Define(409, "batch_closed",
        "该批次已结束领取。", "The batch is closed.",
        "请选择其他批次。", "Choose another batch.");

    /// <summary>The batch is not open yet or not released.</summary>
    public static readonly ErrorCode BatchNotOpen = Define(409, "batch_not_open",
        "该批次尚未开始领取。", "The batch is not open yet.",
        "请在领取时间内再来。", "Come back within its claim window.");

    /// <summary>The application does not stand where this can be done.</summary>
    public static readonly ErrorCode ApplicationState = Define(409, "application_state",
        "申请或其中某行的当前状态不允许此操作。", "The application, or one of the lines, does not stand where this can be done.",
        "请查看其当前状态。", "Look at its current state.");

    /// <summary>What was reported as paid is not what was approved.</summary>
    public static readonly ErrorCode AmountDiffers = Define(409, "amount_differs",
        "上报的金额与审核通过的金额不一致。", "The amount reported is not the sum of the approved lines.",
        "请核对后重新上报，或先上报撤回的行。", "Compare both and report again, or report the lines that were taken out first.");
}
