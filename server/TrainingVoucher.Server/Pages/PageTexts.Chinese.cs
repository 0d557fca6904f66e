namespace TrainingVoucher.Server.Pages;

public sealed partial record PageTexts
{
    private static readonly PageTexts Chinese = new()
    {
        Language = PageLanguage.Chinese,
        HtmlLanguage = "zh-CN",
        Product = "职业培训券",
        OtherLanguage = "English",
        VerifyTitle = "查验培训券",
        VerifyLead = "扫描券上的二维码，或输入唯一码，即可确认券的真伪和能否使用。",
        VerifyLabel = "唯一码或二维码内容",
        VerifyHint = "唯一码以 T 开头，共 18 位；大小写、空格和横线均可。",
        VerifyButton = "查验",
        VerifyNext = "查验下一张",
        VerifyNote = "本页只说明券是否真实、能否使用，不显示个人信息。",
        Usable = "真券，可以使用",
        UsableNext = "使用时须核验持券人身份，仅凭唯一码不能使用。",
        NotUsable = "真券，但不能使用",
        NotUsableNext = "本页不显示原因。请持券人在领券渠道查看该券。",
        Empty = "尚未输入",
        EmptyNext = "请扫描二维码或输入唯一码。",
        TooLong = "输入的内容过长",
        TooLongNext = "请只扫描一张券，或只输入唯一码。",
        FormExpired = "页面已失效，尚未查验",
        FormExpiredNext = "请再次点击“查验”。如反复出现，请允许本站使用 Cookie。",
        TooMany = "查验过于频繁，尚未查验",
        TooManyNext = "请在 {0} 秒后重试。",
        AnsweredAt = "查验时间 {0}（北京时间）",
    };
}
