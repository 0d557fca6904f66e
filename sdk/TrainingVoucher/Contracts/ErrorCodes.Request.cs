namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The request is not well-formed; every field that is wrong is named.</summary>
    public static readonly ErrorCode InvalidRequest = Define(400, "invalid_request",
        "请求内容有误。", "The request is not valid.",
        "请按所列字段逐项更正后重试。", "Correct every field that is listed and send it again.");

    /// <summary>The body is not JSON.</summary>
    public static readonly ErrorCode InvalidJson = Define(400, "invalid_json",
        "请求内容不是有效的JSON。", "The body is not JSON.",
        "请检查内容与编码（UTF-8）。", "Check the body and its encoding, UTF-8.");

    /// <summary>The file is not a CSV file with the expected header.</summary>
    public static readonly ErrorCode InvalidCsv = Define(400, "invalid_csv",
        "文件不是带有所需表头的CSV。", "The file is not a CSV file with the expected header.",
        "请检查表头、分隔符与编码（UTF-8或GB18030）。", "Check header, separator and encoding: UTF-8 or GB18030.");

    /// <summary>The body is too large.</summary>
    public static readonly ErrorCode TooLarge = Define(413, "too_large",
        "请求内容过大。", "The body is too large.",
        "请分批发送。", "Send it in parts.");

    /// <summary>The content type is not taken here.</summary>
    public static readonly ErrorCode UnsupportedMediaType = Define(415, "unsupported_media_type",
        "不支持该内容类型。", "This content type is not taken here.",
        "请使用 application/json；可上传文件的接口也接受 text/csv。", "Send application/json, or text/csv where files are taken.");

    /// <summary>A changing call without a usable Idempotency-Key.</summary>
    public static readonly ErrorCode IdempotencyKeyRequired = Define(400, "idempotency_key_required",
        "缺少有效的 Idempotency-Key 请求头。", "The Idempotency-Key header is missing or not usable.",
        "请为每个新操作生成1至64位可见字符的唯一键，重试时沿用。", "Make a unique key of 1 to 64 visible ASCII characters per new command and keep it for retries.");

    /// <summary>The same key was used with another request.</summary>
    public static readonly ErrorCode IdempotencyKeyReused = Define(422, "idempotency_key_reused",
        "同一 Idempotency-Key 已用于不同的请求。", "This Idempotency-Key was used with another request.",
        "请为新操作使用新的键。", "Use a new key for a new command.");

    /// <summary>No or no valid access token.</summary>
    public static readonly ErrorCode Unauthenticated = Define(401, "unauthenticated",
        "未认证或凭证已失效。", "No valid access token.",
        "请重新获取访问令牌。", "Get an access token and try again.");

    /// <summary>The caller's role may not do this.</summary>
    public static readonly ErrorCode Forbidden = Define(403, "forbidden",
        "无权执行此操作。", "The caller may not do this.",
        "请以相应角色的系统调用。", "Call it by a system of the right role.");

    /// <summary>The access token lacks the scope.</summary>
    public static readonly ErrorCode InsufficientScope = Define(403, "insufficient_scope",
        "访问令牌缺少此操作所需的权限范围。", "The access token lacks the scope for this.",
        "请申请包含该权限范围的令牌，或由登记了该权限范围的系统调用。", "Ask for a token with the scope, or call by a system that is registered with it.");

    /// <summary>No such thing, or not the caller's.</summary>
    public static readonly ErrorCode NotFound = Define(404, "not_found",
        "未找到。", "Not found.",
        "请核对编号。", "Check the id.");

    /// <summary>The method is not taken at this address.</summary>
    public static readonly ErrorCode MethodNotAllowed = Define(405, "method_not_allowed",
        "该地址不支持此方法。", "This address does not take this method.",
        "请参照接口文档。", "See the API document.");

    /// <summary>This system calls more often than it may.</summary>
    public static readonly ErrorCode RateLimited = Define(429, "rate_limited",
        "调用过于频繁。", "There are too many calls.",
        "请在 Retry-After 所示秒数后以相同的键重试。", "Try again with the same key after the seconds given in Retry-After.");

    /// <summary>The server is too busy or stopping.</summary>
    public static readonly ErrorCode Unavailable = Define(503, "unavailable",
        "系统繁忙，请稍后重试。", "The server is busy.",
        "请在 Retry-After 所示秒数后以相同的键重试。", "Try again with the same key after the seconds given in Retry-After.");

    /// <summary>An error of the server itself.</summary>
    public static readonly ErrorCode Internal = Define(500, "internal_error",
        "系统内部错误。", "An error of the server.",
        "请以相同的键重试；仍失败时请提供 traceId。", "Try again with the same key; report the traceId if it persists.");

    /// <summary>The day can still change.</summary>
    public static readonly ErrorCode DayNotOver = Define(409, "day_not_over",
        "该日尚未结束，暂不能对账。", "The day is not over, or has been for less than five minutes.",
        "请在次日零点五分之后再取。", "Ask again from five minutes past midnight, Asia/Shanghai.");
}
