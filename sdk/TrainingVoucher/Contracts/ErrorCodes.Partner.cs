namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>No region has this code.</summary>
    public static readonly ErrorCode RegionUnknown = Define(422, "region_unknown",
        "没有此行政区划代码。", "No region has this code.",
        "请核对六位行政区划代码。", "Check the six-digit region code.");

    /// <summary>The region lies outside the caller's subtree.</summary>
    public static readonly ErrorCode RegionNotYours = Define(403, "region_not_yours",
        "该地区不在您的管辖范围内。", "The region is outside the caller's.",
        "请由该地区或其上级部门操作。", "Leave it to the authority of that region or one above it.");

    /// <summary>The public key is not a valid P-256 key, or in use already.</summary>
    public static readonly ErrorCode KeyNotUsable = Define(422, "key_not_usable",
        "公钥不是有效的P-256公钥，或已被登记。", "The public key is not a valid P-256 key, or registered already.",
        "请生成新的P-256密钥对。", "Make a new P-256 key pair.");

    /// <summary>The request to be registered was approved or rejected before.</summary>
    public static readonly ErrorCode RegistrationDecided = Define(409, "registration_decided",
        "该登记申请已处理。", "The request to be registered was decided before.",
        "请查看其状态；如需更改请重新申请。", "Look at its state; to change it, ask again.");

    /// <summary>Too many requests of the region wait for an officer.</summary>
    public static readonly ErrorCode RegistrationsFull = Define(429, "registrations_full",
        "该地区待处理的登记申请过多。", "Too many requests of this region wait for an officer.",
        "请稍后再申请，或直接联系当地人社部门。", "Ask again later, or turn to the authority of the region.");

    /// <summary>The named institution does not let the caller act for it, or there is none.</summary>
    public static readonly ErrorCode NotDelegated = Define(403, "not_delegated",
        "该机构未授权您代其操作。", "This institution does not let the caller act for it.",
        "请由该机构授权后重试，或核对机构编号。", "Let the institution grant it, or check its id.");

    /// <summary>The platform acts for the institution already.</summary>
    public static readonly ErrorCode AlreadyDelegated = Define(409, "already_delegated",
        "已授权该平台。", "The platform acts for this institution already.",
        "无需再次操作。", "Nothing is left to do.");

    /// <summary>It was revoked before.</summary>
    public static readonly ErrorCode AlreadyRevoked = Define(409, "already_revoked",
        "此前已撤销。", "It was revoked before.",
        "无需再次操作。", "Nothing is left to do.");

    /// <summary>Officers do not revoke themselves.</summary>
    public static readonly ErrorCode NotYourself = Define(409, "not_yourself",
        "不能撤销自己。", "Officers do not revoke themselves.",
        "请由另一位经办人操作。", "Ask another officer.");

    /// <summary>The new document belongs to another person already.</summary>
    public static readonly ErrorCode PersonExists = Define(409, "person_exists",
        "新证件已属于另一人。", "The new document belongs to another person already.",
        "请先核实两条记录是否为同一人。", "Find out first whether both are the same person.");
}
