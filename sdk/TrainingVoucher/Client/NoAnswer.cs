using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>What to tell a person when there is no answer of this API.</summary>
internal static class NoAnswer
{
    public static LocalText Sentence(string code) => code switch
    {
        TrainingVoucherException.Unreachable => new("无法连接服务器。", "There is no connection to the server."),
        TrainingVoucherException.TimedOut => new("服务器没有及时答复。", "The server did not answer in time."),
        _ => new("收到的不是本系统的答复。", "What answered is not this system."),
    };

    public static LocalText Next(string code) => code switch
    {
        TrainingVoucherException.Unreachable => new("请检查网络后重试。", "Check the network and try again."),
        TrainingVoucherException.TimedOut => new("请稍后重试。", "Try again in a moment."),
        _ => new("请联系技术人员核对服务器地址和软件版本。", "Have the address of the server and the version of the software checked."),
    };
}
