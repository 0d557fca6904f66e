using TrainingVoucher.Contracts;

namespace ScanGun;

/// <summary>What the program says itself; why something is refused is said by the SDK.</summary>
internal static class Texts
{
    public static readonly LocalText Help = new(
        "指令（输入或扫描同名条码）：查券 用券 班级 提交 移除 N 撤销 课程 名称 帮助 退出",
        "Commands, typed or as barcodes of the same words: check redeem class go drop N reverse course NAME help quit");

    public static readonly LocalText Checking = new("查券：请扫描券。", "Check: scan a voucher.");
    public static readonly LocalText Redeeming = new("用券：请扫描券，再刷证件。", "Redeem: scan a voucher, then the card.");
    public static readonly LocalText OfClass = new("班级：逐人扫描券和证件，全部扫完后“提交”。", "Class: scan each voucher and card, then “go”.");
    public static readonly LocalText Course = new("课程", "Course");
    public static readonly LocalText NoSuchCourse = new("没有此课程。", "There is no such course.");

    public static readonly LocalText Usable = new("可以使用", "usable");
    public static readonly LocalText UpTo = new("最高", "up to");
    public static readonly LocalText NoAmount = new("无金额", "no amount");
    public static readonly LocalText Until = new("有效至", "until");
    public static readonly LocalText Redeemed = new("已用券", "redeemed");
    public static readonly LocalText Reversed = new("已撤销用券", "reversed");
    public static readonly LocalText ReversalReason = new("柜台撤销", "Reversed at the counter");

    public static readonly LocalText NowTheCard = new("请刷持券人证件。", "Now the holder's card.");
    public static readonly LocalText VoucherFirst = new("请先扫描券。", "Scan the voucher first.");
    public static readonly LocalText CardMisread = new("证件号读取有误。", "The card was misread.");
    public static readonly LocalText CardAgain = new("请重新刷证件。", "Read the card again.");
    public static readonly LocalText ScannedTwice = new("重复扫描，已忽略。", "Scanned twice; ignored.");

    public static readonly LocalText Seat = new("座位", "seat");
    public static readonly LocalText Ready = new("已登记", "ready");
    public static readonly LocalText HasSeat = new("此券已在班级中。", "This voucher has a seat already.");
    public static readonly LocalText ClassIsFull = new("一个班级最多1000人。", "A class has at most 1,000 seats.");
    public static readonly LocalText ClassIsEmpty = new("班级中还没有人。", "There is nobody in the class.");
    public static readonly LocalText Dropped = new("已移除", "dropped");
    public static readonly LocalText NoSuchSeat = new("没有此座位。", "There is no such seat.");
    public static readonly LocalText ClassLeft = new("班级尚未提交；“提交”即用券，再次“退出”则放弃。", "The class is not redeemed: “go” redeems it, “quit” again gives it up.");
    public static readonly LocalText ClassGivenUp = new("班级未提交，未用券。", "The class was not redeemed.");

    public static readonly LocalText NothingToReverse = new("没有可撤销的用券。", "There is nothing to reverse.");

    public static readonly LocalText Earlier = new("上次操作结果未知，正在以同一个键重试。", "The outcome of an earlier attempt is not known; trying again with its key.");
    public static readonly LocalText NotTaken = new("刚才的扫描未处理，请稍后再扫。", "This scan was not taken; scan it again then.");
    public static readonly LocalText StillOpen = new("结果仍未知，已保存；请再次启动本程序。", "The outcome is still not known, and is kept. Start this program again.");
    public static readonly LocalText NotKept = new("无法写入记录文件，未发送。", "The attempt could not be written to its file; nothing was sent.");
    public static readonly LocalText FreeTheDisk = new("请检查磁盘空间后重试。", "See that the disk has room, and try again.");
}
