using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>What the platform says itself; why something is refused is said by the SDK.</summary>
internal static class Texts
{
    public static readonly LocalText OtherLanguage = new("English", "中文");
    public static readonly LocalText Courses = new("在线课程", "Online courses");
    public static readonly LocalText NoCourses = new("目前没有课程。", "There are no courses at the moment.");
    public static readonly LocalText School = new("培训机构", "Training institution");
    public static readonly LocalText EndsOn = new("结业日期", "Ends on");
    public static readonly LocalText Enrol = new("报名", "Enrol");
    public static readonly LocalText SignIn = new("已报名，登录", "I am enrolled: sign in");
    public static readonly LocalText SignOut = new("退出", "Sign out");
    public static readonly LocalText Learning = new("我的课程", "My courses");

    public static readonly LocalText WhoAreYou = new("身份认证", "Who you are");
    public static readonly LocalText WhatFor = new("本次认证用于", "This authentication is for");
    public static readonly LocalText Authenticate = new("前往认证", "Go to be authenticated");
    public static readonly LocalText Leave = new("认证在发放部门的页面进行，本平台看不到您的姓名和证件号码。认证后自动返回。",
        "It happens on a page of the voucher system; this platform sees neither your name nor your number. You come back by yourself.");

    public static readonly LocalText State = new("状态", "State");
    public static readonly LocalText Code = new("唯一码", "Code");
    public static readonly LocalText Amount = new("金额", "Amount");
    public static readonly LocalText History = new("经过", "What happened");
    public static readonly LocalText Pay = new("用培训券支付", "Pay with a training voucher");
    public static readonly LocalText Look = new("再次查看", "Look again");

    public static readonly LocalText Choose = new("选择培训券", "Choose a voucher");
    public static readonly LocalText NothingUsable = new("您没有可用于本课程的培训券。", "You have no voucher that is good for this course.");
    public static readonly LocalText NothingUsableNext = new("请先在领券渠道领取，或咨询培训机构。", "Claim one at a channel first, or ask the training institution.");
    public static readonly LocalText Deduct = new("扣减此券", "Deduct this voucher");
    public static readonly LocalText Until = new("有效期至", "Good until");
    public static readonly LocalText UpTo = new("最高", "Up to");
    public static readonly LocalText NoAmount = new("无金额", "No amount");

    public static readonly LocalText NotDone = new("未办理", "Not done");
    public static readonly LocalText FormExpired = new("页面已失效，未办理。", "The page is out of date; nothing was done.");
    public static readonly LocalText FormExpiredNext = new("请从头开始。如反复出现，请允许本站使用 Cookie。", "Begin again. If this comes back, allow cookies for this site.");
    public static readonly LocalText SignedOut = new("您已退出登录，未办理。", "You are signed out; nothing was done.");
    public static readonly LocalText SignedOutNext = new("请在课程处重新登录。", "Sign in again at your course.");
    public static readonly LocalText NotEnrolled = new("您尚未报名此课程。", "You are not enrolled in this course.");
    public static readonly LocalText NotEnrolledNext = new("请先报名。", "Enrol first.");
    public static readonly LocalText AnotherPerson = new("认证的人不是报名本课程的人。", "Somebody else was authenticated than who enrolled.");
    public static readonly LocalText AnotherPersonNext = new("培训券只能用于本人的课程，请由本人认证。", "A voucher pays for its holder's course alone: authenticate yourself.");
    public static readonly LocalText NotKept = new("平台暂时无法记录，未办理。", "The platform cannot write it down at the moment; nothing was done.");
    public static readonly LocalText NotKeptNext = new("请稍后再试。", "Try again later.");
    public static readonly LocalText NoSuchPage = new("没有此页，或该课程已结束。", "There is no such page, or the course is over.");
    public static readonly LocalText NoSuchPageNext = new("请查看在线课程。", "Look at the courses.");

    public static LocalText Of(IdentityPurpose purpose) => purpose switch
    {
        IdentityPurpose.Enrol => new("报名", "enrolling"),
        IdentityPurpose.SignIn => new("登录", "signing in"),
        IdentityPurpose.View => new("查看可用于本课程的培训券", "seeing which of your vouchers are good for this course"),
        _ => new("扣减培训券", "deducting the voucher"),
    };

    public static LocalText Of(Standing standing) => standing switch
    {
        Standing.Unpaid => new("已报名，未支付", "enrolled, not paid for"),
        Standing.Asking => new("扣减结果未知，系统正在自动确认，不会重复扣减", "we do not know yet whether the voucher was deducted; we go on asking, and it is never deducted twice"),
        Standing.Refused => new("未能扣减", "not deducted"),
        Standing.Redeemed => new("已用券支付", "paid for with a voucher"),
        Standing.Applied => new("机构已申领补贴", "the institution applied for the subsidy"),
        Standing.Approved => new("补贴已审核", "subsidy approved"),
        Standing.Paid => new("补贴已拨付", "subsidy paid"),
        Standing.PaymentReturned => new("补贴拨付被退回", "the payment of the subsidy came back"),
        Standing.Settled => new("已核销", "settled"),
        Standing.Reversed => new("扣减已撤销，券已退回", "taken back; you have the voucher again"),
        Standing.Withdrawn => new("券已被作废", "the voucher was revoked"),
        _ => new("券已过期失效", "the voucher expired"),
    };
}
