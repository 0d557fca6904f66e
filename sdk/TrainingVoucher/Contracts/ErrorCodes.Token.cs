namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The token is too long.</summary>
    public static readonly ErrorCode TokenTooLong = Define(422, "token_too_long",
        "券凭证过长。", "The token is too long.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>This is not a voucher token.</summary>
    public static readonly ErrorCode TokenPrefix = Define(422, "token_prefix",
        "不是培训券凭证。", "This is not a voucher token.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The token contains a character it cannot contain.</summary>
    public static readonly ErrorCode TokenAlphabet = Define(422, "token_alphabet",
        "券凭证含有无效字符。", "The token contains a character it cannot contain.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The token has the wrong length.</summary>
    public static readonly ErrorCode TokenLength = Define(422, "token_length",
        "券凭证长度不对。", "The token has the wrong length.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The token is not in its one valid form.</summary>
    public static readonly ErrorCode TokenSpareBits = Define(422, "token_spare_bits",
        "券凭证编码不规范。", "The token is not in its one valid form.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>This type of token is not known here.</summary>
    public static readonly ErrorCode TokenType = Define(422, "token_type",
        "不支持此类凭证。", "This type of token is not known here.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The token sets a reserved flag.</summary>
    public static readonly ErrorCode TokenReservedBits = Define(422, "token_reserved_bits",
        "券凭证含有保留标志。", "The token sets a reserved flag.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The voucher id in the token is not valid.</summary>
    public static readonly ErrorCode TokenVoucherId = Define(422, "token_voucher_id",
        "券凭证中的券号无效。", "The voucher id in the token is not valid.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The region in the token is not valid.</summary>
    public static readonly ErrorCode TokenRegion = Define(422, "token_region",
        "券凭证中的地区无效。", "The region in the token is not valid.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The days in the token are not valid.</summary>
    public static readonly ErrorCode TokenDays = Define(422, "token_days",
        "券凭证中的有效期无效。", "The days in the token are not valid.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The value in the token is not valid.</summary>
    public static readonly ErrorCode TokenValue = Define(422, "token_value",
        "券凭证中的金额无效。", "The value in the token is not valid.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signing key is not known.</summary>
    public static readonly ErrorCode TokenUnknownKey = Define(422, "token_unknown_key",
        "签发密钥未知。", "The signing key is not known.",
        "请更新密钥集后重试。", "Update the key set and try again.");

    /// <summary>The signing key is not for vouchers.</summary>
    public static readonly ErrorCode TokenKeyRole = Define(422, "token_key_role",
        "签发密钥不能用于培训券。", "The signing key is not for vouchers.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signing key is not for this region.</summary>
    public static readonly ErrorCode TokenKeyRegion = Define(422, "token_key_region",
        "签发密钥不属于该地区。", "The signing key is not for this region.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signing key is not valid yet.</summary>
    public static readonly ErrorCode TokenKeyNotYetValid = Define(422, "token_key_not_yet_valid",
        "签发密钥尚未生效。", "The signing key is not valid yet.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signing key is no longer valid.</summary>
    public static readonly ErrorCode TokenKeyNoLongerValid = Define(422, "token_key_no_longer_valid",
        "签发密钥已失效。", "The signing key is no longer valid.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signature is out of range.</summary>
    public static readonly ErrorCode TokenSignatureRange = Define(422, "token_signature_range",
        "券凭证签名无效。", "The signature is out of range.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signature is not in its one valid form.</summary>
    public static readonly ErrorCode TokenHighS = Define(422, "token_high_s",
        "券凭证签名不规范。", "The signature is not in its one valid form.",
        "请持券人在领券渠道重新打开该券。", "Ask the holder to open the voucher anew in the channel.");

    /// <summary>The signature does not match; the token may be forged.</summary>
    public static readonly ErrorCode TokenSignature = Define(422, "token_signature",
        "券凭证签名不符，可能是伪造。", "The signature does not match; the token may be forged.",
        "请勿受理，并告知人社部门。", "Do not take it, and tell the authority.");

    /// <summary>The voucher is not valid yet.</summary>
    public static readonly ErrorCode TokenNotStarted = Define(422, "token_not_started",
        "该券尚未生效。", "The voucher is not valid yet.",
        "请在有效期内使用。", "Use it from its first valid day.");

    /// <summary>The voucher has expired.</summary>
    public static readonly ErrorCode TokenExpired = Define(422, "token_expired",
        "该券已过期。", "The voucher has expired.",
        "请重新领取其他批次的券。", "Claim one of another batch.");

    /// <summary>The voucher has to be checked online.</summary>
    public static readonly ErrorCode TokenKeyCompromised = Define(422, "token_key_compromised",
        "需联网核验该券。", "The voucher has to be checked online.",
        "请联网验券。", "Check it online.");

    /// <summary>The key set on this device is out of date.</summary>
    public static readonly ErrorCode TokenKeySetStale = Define(422, "token_key_set_stale",
        "本机密钥已过期，需联网更新。", "The key set on this device is out of date.",
        "请联网更新密钥集。", "Update the key set online.");

    /// <summary>The code is too long.</summary>
    public static readonly ErrorCode CodeTooLong = Define(422, "code_too_long",
        "唯一码过长。", "The code is too long.",
        "请逐位核对后重新输入。", "Compare it character by character and type it again.");

    /// <summary>The code contains a character it cannot contain.</summary>
    public static readonly ErrorCode CodeAlphabet = Define(422, "code_alphabet",
        "唯一码含有无效字符。", "The code contains a character it cannot contain.",
        "请逐位核对后重新输入。", "Compare it character by character and type it again.");

    /// <summary>A code begins with T.</summary>
    public static readonly ErrorCode CodePrefix = Define(422, "code_prefix",
        "唯一码应以T开头。", "A code begins with T.",
        "请逐位核对后重新输入。", "Compare it character by character and type it again.");

    /// <summary>A code has eighteen letters and digits.</summary>
    public static readonly ErrorCode CodeLength = Define(422, "code_length",
        "唯一码应为18位。", "A code has eighteen letters and digits.",
        "请逐位核对后重新输入。", "Compare it character by character and type it again.");

    /// <summary>The code is mistyped.</summary>
    public static readonly ErrorCode CodeCheck = Define(422, "code_check",
        "唯一码输入有误。", "The code is mistyped.",
        "请逐位核对后重新输入。", "Compare it character by character and type it again.");

    /// <summary>What a scanned text can be refused for before any voucher is looked up: the codes of <c>docs/format.md</c>.</summary>
    public static IReadOnlyList<ErrorCode> TokenRefusals { get; } =
    [
        TokenTooLong, TokenPrefix, TokenAlphabet, TokenLength,
        TokenSpareBits, TokenType, TokenReservedBits, TokenVoucherId,
        TokenRegion, TokenDays, TokenValue, TokenUnknownKey,
        TokenKeyRole, TokenKeyRegion, TokenKeyNotYetValid, TokenKeyNoLongerValid,
        TokenSignatureRange, TokenHighS, TokenSignature, TokenNotStarted,
        TokenExpired, TokenKeyCompromised, TokenKeySetStale, CodeTooLong,
        CodeAlphabet, CodePrefix, CodeLength, CodeCheck,
    ];
}
