namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>A code or token alone never redeems.</summary>
    public static readonly ErrorCode HolderProofRequired = Define(422, "holder_proof_required",
        "仅凭唯一码不能用券。", "A code alone never redeems.",
        "请读取持券人证件，或请其完成身份认证。", "Read the holder's card, or have the holder authenticated.");

    /// <summary>The card belongs to somebody else.</summary>
    public static readonly ErrorCode HolderMismatch = Define(409, "holder_mismatch",
        "证件与持券人不符。", "The card does not belong to the holder.",
        "请核对证件；券只能由本人使用。", "Check the card; only its holder uses a voucher.");

    /// <summary>The voucher is not usable at this institution.</summary>
    public static readonly ErrorCode WrongInstitution = Define(409, "wrong_institution",
        "该券不能在本机构使用，或由其他机构扣减。", "The voucher is not for this institution, or was redeemed by another.",
        "请到可用机构使用。", "Use it at an institution it is for.");

    /// <summary>The voucher is not for this project or level.</summary>
    public static readonly ErrorCode WrongProject = Define(409, "wrong_project",
        "该券不适用于此培训项目或等级。", "The voucher is not for this training project or level.",
        "请选择可用的项目。", "Choose a project it is for.");

    /// <summary>The voucher is not for this form of training.</summary>
    public static readonly ErrorCode WrongForm = Define(409, "wrong_form",
        "该券不适用于此培训方式（线上或线下）。", "The voucher is not for this form of training, online or in class.",
        "请选择适用的培训方式。", "Choose the form it is for.");

    /// <summary>No subsidy standard holds for the project.</summary>
    public static readonly ErrorCode NoStandard = Define(409, "no_standard",
        "该培训项目没有有效的补贴标准。", "No subsidy standard holds for this project today.",
        "请向人社部门核实补贴标准目录。", "Ask the authority about its table of subsidy standards.");

    /// <summary>The token and the voucher on record differ.</summary>
    public static readonly ErrorCode TokenMismatch = Define(409, "token_mismatch",
        "券凭证与记录不一致。", "The token does not match the voucher on record.",
        "请持券人在渠道重新打开券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The voucher is not redeemed.</summary>
    public static readonly ErrorCode NotRedeemed = Define(409, "not_redeemed",
        "该券未使用。", "The voucher is not redeemed.",
        "请查看券的状态。", "Look at its state.");

    /// <summary>The window for a reversal is over.</summary>
    public static readonly ErrorCode ReversalWindowOver = Define(409, "reversal_window_over",
        "已超过可撤销的时间。", "The window for a reversal is over.",
        "请联系人社部门。", "Ask the authority.");

    /// <summary>The voucher is part of an application.</summary>
    public static readonly ErrorCode InApplication = Define(409, "in_application",
        "该券已在补贴申请中。", "The voucher is part of a subsidy application.",
        "请先撤回申请。", "Withdraw the application first.");

    /// <summary>An attendance voucher settles by itself, without an application.</summary>
    public static readonly ErrorCode SettlesItself = Define(409, "settles_itself",
        "签到券没有补贴，班期结束后自动核销。", "An attendance voucher carries no subsidy and settles by itself.",
        "无需申报。", "Leave it out of the roster.");

    /// <summary>The voucher is paid and no longer revocable.</summary>
    public static readonly ErrorCode NotRevocable = Define(409, "not_revocable",
        "该券的当前状态不能作废。", "A voucher in this state is not revoked.",
        "已拨付的券须先记录退款。", "A paid one needs its payment returned first.");

    /// <summary>The voucher has come to its end.</summary>
    public static readonly ErrorCode VoucherEnded = Define(409, "voucher_ended",
        "该券已终结。", "The voucher has come to its end.",
        "无需操作。", "Nothing is left to do.");
}
