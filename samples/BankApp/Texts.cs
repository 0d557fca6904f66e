using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>What the app says itself; why something is refused is said by the SDK.</summary>
internal static class Texts
{
    public static readonly LocalText OtherLanguage = new("English", "中文");
    public static readonly LocalText Service = new("职业培训券", "Training vouchers");
    public static readonly LocalText Wallet = new("我的券包", "My wallet");
    public static readonly LocalText Claimable = new("可领取的培训券", "Vouchers you can claim");
    public static readonly LocalText NothingToClaim = new("目前没有可领取的培训券。", "There is nothing to claim at the moment.");
    public static readonly LocalText AnyProject = new("任何培训项目", "Any training project");
    public static readonly LocalText Claim = new("领取", "Claim");
    public static readonly LocalText Left = new("剩余", "Left");
    public static readonly LocalText ForListed = new("定向发放", "For listed persons");
    public static readonly LocalText ClosesAt = new("领取截止", "Claim by");
    public static readonly LocalText BeijingTime = new("北京时间", "Beijing time");
    public static readonly LocalText UpTo = new("最高", "Up to");
    public static readonly LocalText NoAmount = new("无金额", "No amount");
    public static readonly LocalText Conditions = new("领取条件", "Conditions");
    public static readonly LocalText Pledged = new("由本人承诺", "you pledge it");

    public static readonly LocalText WhoAreYou = new("身份认证", "Who you are");
    public static readonly LocalText SandboxNote = new("测试环境：此处代替人脸、密码或社保卡认证。填写的内容只用于认证，本应用不保存。",
        "Development server: this stands in for authentication by face, PIN or card. What you type is used for that alone and not kept by this app.");
    public static readonly LocalText Name = new("姓名", "Name");
    public static readonly LocalText DocumentType = new("证件类型", "Document");
    public static readonly LocalText DocumentNumber = new("证件号码", "Document number");
    public static readonly LocalText Continue = new("继续", "Continue");
    public static readonly LocalText DocumentWrong = new("姓名或证件号码有误，请核对后重新填写。", "The name or the document number is not right. Check it and type it again.");
    public static readonly LocalText OpenWallet = new("查看我的券", "Show my vouchers");
    public static readonly LocalText WalletNote = new("查看券包前须先进行身份认证。", "Before your vouchers are shown you are asked who you are.");

    public static readonly LocalText Eligible = new("您符合领取条件。", "You meet the conditions.");
    public static readonly LocalText NotEligible = new("暂不能领取", "You cannot claim it");
    public static readonly LocalText Unmet = new("以下条件未满足：", "What is not met:");
    public static readonly LocalText PleasePledge = new("请阅读并承诺", "Read and pledge");
    public static readonly LocalText PledgeMissing = new("请勾选全部承诺后再继续。", "Tick every pledge before you go on.");
    public static readonly LocalText ConfirmClaim = new("确认领取", "Claim it");
    public static readonly LocalText ConfirmReturn = new("确认退券", "Return it");
    public static readonly LocalText ConfirmExchange = new("确认换券", "Exchange it");
    public static readonly LocalText ReturnNote = new("退券后不能再领取同一批次的券。", "After you have returned it you cannot claim from the same batch again.");
    public static readonly LocalText ExchangeNote = new("原券将被退回，换成下面的券；两者同时生效。", "Your voucher is given back and you get the one below, both or neither.");

    public static readonly LocalText Claimed = new("领取成功", "It is yours");
    public static readonly LocalText Returned = new("已退券", "It is returned");
    public static readonly LocalText Exchanged = new("换券成功", "It is exchanged");
    public static readonly LocalText Code = new("唯一码", "Code");
    public static readonly LocalText Valid = new("有效期", "Valid");
    public static readonly LocalText State = new("状态", "State");
    public static readonly LocalText Suspended = new("已暂停", "suspended");
    public static readonly LocalText QrOf = new("券的二维码", "QR code of the voucher");
    public static readonly LocalText HowToUse = new("到培训机构出示二维码，并携带本人证件。", "Show the QR code at the training institution, and bring your card.");
    public static readonly LocalText NoVouchers = new("您还没有培训券。", "You have no vouchers yet.");
    public static readonly LocalText Return = new("退券", "Return");
    public static readonly LocalText Exchange = new("换券", "Exchange");
    public static readonly LocalText ExchangeFor = new("换成", "Exchange for");

    public static readonly LocalText NotDone = new("未办理", "Not done");
    public static readonly LocalText Unknown = new("结果未知", "We do not know yet");
    public static readonly LocalText UnknownNote = new("可能已经办理成功。请再试一次，不会重复办理。", "It may have been done. Try again: it is never done twice.");
    public static readonly LocalText TryAgain = new("再试一次", "Try again");
    public static readonly LocalText FormExpired = new("页面已失效，未办理。", "The page is out of date; nothing was done.");
    public static readonly LocalText FormExpiredNext = new("请从头开始。如反复出现，请允许本站使用 Cookie。", "Begin again. If this comes back, allow cookies for this site.");
    public static readonly LocalText NoSuchPage = new("没有此页，或该活动已结束。", "There is no such page, or the activity is over.");
    public static readonly LocalText NoSuchPageNext = new("请查看可领取的培训券。", "Look at what can be claimed.");

    public static LocalText Done(IdentityPurpose purpose) => purpose switch
    {
        IdentityPurpose.Claim => Claimed,
        IdentityPurpose.Exchange => Exchanged,
        _ => Returned,
    };

    public static LocalText Confirm(IdentityPurpose purpose) => purpose switch
    {
        IdentityPurpose.Claim => ConfirmClaim,
        IdentityPurpose.Exchange => ConfirmExchange,
        _ => ConfirmReturn,
    };

    public static LocalText Of(VoucherState state) => state switch
    {
        VoucherState.Assigned => new("待领取", "waiting for you"),
        VoucherState.Claimed => new("未使用", "unused"),
        VoucherState.Redeemed => new("已使用", "used"),
        VoucherState.Applied => new("已申报", "applied for"),
        VoucherState.Approved => new("已审核", "approved"),
        VoucherState.Disbursed => new("已拨付", "paid"),
        VoucherState.Settled => new("已核销", "settled"),
        VoucherState.Expired => new("已过期", "expired"),
        VoucherState.Declined => new("已拒领", "declined"),
        VoucherState.Returned => new("已退券", "returned"),
        VoucherState.Revoked => new("已作废", "revoked"),
        VoucherState.Lapsed => new("已失效", "lapsed"),
        _ => new("请咨询发放部门", "ask the authority"),
    };

    public static LocalText Of(DocumentType type) => type switch
    {
        TrainingVoucher.Contracts.DocumentType.HongKongMacaoTaiwanResidencePermit => new("港澳台居民居住证", "Residence permit for Hong Kong, Macao and Taiwan residents"),
        TrainingVoucher.Contracts.DocumentType.ForeignPermanentResidentCard => new("外国人永久居留身份证", "Foreign permanent resident ID card"),
        _ => new("居民身份证", "Resident ID card"),
    };
}
