namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>There are as many endpoints as one caller may have.</summary>
    public static readonly ErrorCode TooManyEndpoints = Define(409, "too_many_endpoints",
        "回调地址数量已达上限。", "There are as many endpoints as one caller may have.",
        "请先删除不再使用的回调地址。", "Remove one that is not needed any more.");

    /// <summary>Too many webhooks of the endpoint wait to be sent.</summary>
    public static readonly ErrorCode WebhookQueueFull = Define(409, "webhook_queue_full",
        "该回调地址待发送的回调过多。", "Too many webhooks of this endpoint wait to be sent.",
        "请待接收方恢复后再试。", "Try again when the receiver takes them again.");

    /// <summary>The webhook is too large.</summary>
    public static readonly ErrorCode WebhookTooLarge = Define(413, "webhook_too_large",
        "回调内容过大。", "The webhook is too large.",
        "不予处理；请核实发送方。", "Do not take it. Look into who sent it.");

    /// <summary>A header of the webhook is missing.</summary>
    public static readonly ErrorCode WebhookHeaderMissing = Define(400, "webhook_header_missing",
        "回调缺少必要的请求头。", "A header of the webhook is missing.",
        "请确认反向代理未去除 webhook-id、webhook-timestamp、webhook-signature。", "See that no proxy takes webhook-id, webhook-timestamp and webhook-signature away.");

    /// <summary>The id of the webhook has a form it cannot have.</summary>
    public static readonly ErrorCode WebhookId = Define(400, "webhook_id",
        "回调编号格式不对。", "The id of the webhook has a form it cannot have.",
        "不予处理；请核实发送方。", "Do not take it. Look into who sent it.");

    /// <summary>The time of the webhook is not a whole number of seconds.</summary>
    public static readonly ErrorCode WebhookTimestamp = Define(400, "webhook_timestamp",
        "回调时间格式不对。", "The time of the webhook is not a whole number of seconds.",
        "不予处理；请核实发送方。", "Do not take it. Look into who sent it.");

    /// <summary>The webhook was sent more than five minutes ago.</summary>
    public static readonly ErrorCode WebhookTooOld = Define(401, "webhook_too_old",
        "回调发送于五分钟之前。", "The webhook was sent more than five minutes ago.",
        "请校准本机时钟；服务器会再次发送。", "Set the clock of this machine right. The server sends the webhook again.");

    /// <summary>The webhook says that it is sent more than five minutes from now.</summary>
    public static readonly ErrorCode WebhookTooNew = Define(401, "webhook_too_new",
        "回调时间晚于当前时间五分钟以上。", "The webhook says that it is sent more than five minutes from now.",
        "请校准本机时钟；服务器会再次发送。", "Set the clock of this machine right. The server sends the webhook again.");

    /// <summary>The webhook has no signature of a version that is known here.</summary>
    public static readonly ErrorCode WebhookSignatureForm = Define(400, "webhook_signature_form",
        "回调没有可识别版本的签名。", "The webhook has no signature of a version that is known here.",
        "请更新 SDK；如仍无法识别，不予处理。", "Update the SDK. If that does not help, do not take it.");

    /// <summary>The webhook was not signed with the secret, or was changed on its way.</summary>
    public static readonly ErrorCode WebhookSignature = Define(401, "webhook_signature",
        "回调签名不符，或内容被改动。", "The webhook was not signed with the secret, or was changed on its way.",
        "请核对密钥，并以收到的原始字节验签；密钥轮换期间须同时接受新旧两个密钥。",
        "Check the secret, and that the very bytes that came are verified. During a rotation accept the old secret and the new.");
}
