namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The key set is too long.</summary>
    public static readonly ErrorCode KeySetTooLong = KeySet("keyset_too_long", "密钥集过大。", "The key set is too long.");

    /// <summary>The lengths inside the key set do not add up.</summary>
    public static readonly ErrorCode KeySetLength = KeySet("keyset_length", "密钥集长度不对。", "The lengths inside the key set do not add up.");

    /// <summary>This is not a key set of a known type.</summary>
    public static readonly ErrorCode KeySetType = KeySet("keyset_type", "不是可识别的密钥集。", "This is not a key set of a known type.");

    /// <summary>The key set names no usable root keys.</summary>
    public static readonly ErrorCode KeySetRoots = KeySet("keyset_roots", "密钥集中没有可用的根密钥。", "The key set names no usable root keys.");

    /// <summary>The key set is of another installation.</summary>
    public static readonly ErrorCode KeySetInstallation = Define(422, "keyset_installation",
        "密钥集属于另一套系统。", "The key set is of another installation.",
        "请核对服务器地址。", "Check the address of the server.");

    /// <summary>Too few trusted root keys signed the key set.</summary>
    public static readonly ErrorCode KeySetThreshold = Define(422, "keyset_threshold",
        "受信任的根密钥签名数量不足。", "Too few trusted root keys signed the key set.",
        "请保留原密钥集，并告知人社部门。", "Keep the one you have, and tell the authority.");

    /// <summary>Too few of the new root keys signed the key set.</summary>
    public static readonly ErrorCode KeySetNewRoots = Define(422, "keyset_new_roots",
        "新根密钥签名数量不足。", "Too few of the new root keys signed the key set.",
        "请保留原密钥集，并告知人社部门。", "Keep the one you have, and tell the authority.");

    /// <summary>The key set is issued in the future.</summary>
    public static readonly ErrorCode KeySetNotYetValid = Define(422, "keyset_not_yet_valid",
        "密钥集的签发时间晚于本机时间。", "The key set is issued in the future.",
        "请校准本机时钟。", "Set the clock of the device.");

    /// <summary>The times inside the key set are out of order.</summary>
    public static readonly ErrorCode KeySetTimes = KeySet("keyset_times", "密钥集中的时间顺序有误。", "The times inside the key set are out of order.");

    /// <summary>The key set sets a reserved flag.</summary>
    public static readonly ErrorCode KeySetReservedBits = KeySet("keyset_reserved_bits", "密钥集含有保留标志。", "The key set sets a reserved flag.");

    /// <summary>A key of the key set has a region scope that is none.</summary>
    public static readonly ErrorCode KeySetScope = KeySet("keyset_scope", "密钥的地区范围无效。", "A key of the key set has a region scope that is none.");

    /// <summary>The key set has a public key that is none.</summary>
    public static readonly ErrorCode KeySetPublicKey = KeySet("keyset_public_key", "密钥集含有无效的公钥。", "The key set has a public key that is none.");

    /// <summary>A key id occurs twice in the key set.</summary>
    public static readonly ErrorCode KeySetDuplicateKey = KeySet("keyset_duplicate_key", "密钥集含有重复的密钥编号。", "A key id occurs twice in the key set.");

    /// <summary>The key set is older than the one already held.</summary>
    public static readonly ErrorCode KeySetSequence = Define(422, "keyset_sequence",
        "密钥集比本机已有的旧。", "The key set is older than the one already held.",
        "请保留原密钥集。", "Keep the one you have.");

    private static ErrorCode KeySet(string code, string zh, string en) => Define(422, code, zh, en,
        "请保留原密钥集，稍后重新获取。", "Keep the one you have, and fetch it anew later.");
}
