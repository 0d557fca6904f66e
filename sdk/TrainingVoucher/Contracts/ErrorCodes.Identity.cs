namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>This purpose belongs to another kind of partner.</summary>
    public static readonly ErrorCode PurposeNotYours = Define(403, "purpose_not_yours",
        "该类机构不能发起此用途的身份认证。", "This kind of partner does not ask for identity for this purpose.",
        "领券、拒领、退券、换券由渠道发起，用券和签到由培训机构或平台发起。", "Channels ask to claim, decline, return and exchange; institutions and platforms ask to redeem and to sign in.");

    /// <summary>The server has no identity provider.</summary>
    public static readonly ErrorCode NoIdentityProvider = Define(409, "no_identity_provider",
        "本系统尚未接入身份认证服务。", "No identity provider is connected to this server.",
        "请联系运营单位；在柜台可读取持券人证件用券。", "Ask its operator; at a counter, redeem with the holder's card.");

    /// <summary>The return address is none of the calling system's.</summary>
    public static readonly ErrorCode ReturnUrlNotRegistered = Define(422, "return_url_not_registered",
        "返回地址未登记。", "The return address is not registered for the calling system.",
        "请先登记返回地址，须逐字一致。", "Register it first; it counts letter by letter.");

    /// <summary>The holder was not authenticated yet.</summary>
    public static readonly ErrorCode SessionPending = Define(409, "session_pending",
        "持券人尚未完成身份认证。", "The holder was not authenticated yet.",
        "请等持券人完成认证后再取，同一个键可重复使用。", "Ask again when the holder is back; the same key can be used.");

    /// <summary>The session is over.</summary>
    public static readonly ErrorCode SessionExpired = Define(409, "session_expired",
        "身份认证已超时。", "The identity session is over.",
        "请重新发起。", "Open a new session.");

    /// <summary>The session was used.</summary>
    public static readonly ErrorCode SessionUsed = Define(409, "session_used",
        "该身份认证已完成。", "The identity session was used.",
        "请重新发起。", "Open a new session.");

    /// <summary>The holder broke off, or the provider did not accept him.</summary>
    public static readonly ErrorCode IdentityDenied = Define(409, "identity_denied",
        "持券人未完成身份认证。", "The holder broke off, or was not accepted by the identity provider.",
        "如需继续，请重新发起。", "Open a new session to try again.");

    /// <summary>The identity provider is not available, or answered what is no answer.</summary>
    public static readonly ErrorCode IdentityProviderFailed = Define(409, "identity_provider_failed",
        "身份认证服务暂不可用。", "The identity provider is not available, or does not answer as it should.",
        "请稍后重新发起；仍失败时请联系运营单位。", "Open a new session later; tell the operator of this server if it persists.");

    /// <summary>The answer of the identity provider does not hold for this session.</summary>
    public static readonly ErrorCode IdentityAnswerInvalid = Define(409, "identity_answer_invalid",
        "身份认证结果未通过校验。", "The answer of the identity provider does not hold for this session.",
        "请重新发起；仍失败时请联系运营单位。", "Open a new session; tell the operator of this server if it persists.");

    /// <summary>The holder was authenticated by a method that is not accepted.</summary>
    public static readonly ErrorCode IdentityMethodUnknown = Define(409, "identity_method_unknown",
        "身份认证方式不被接受。", "The holder was authenticated by a method that is not accepted.",
        "请以刷脸、密码或刷卡方式重新认证。", "Open a new session and authenticate by face, PIN or card.");

    /// <summary>The document or the name that the identity provider gave cannot be used.</summary>
    public static readonly ErrorCode IdentityDocumentInvalid = Define(409, "identity_document_invalid",
        "身份认证服务给出的证件或姓名有误。", "The document or the name that the identity provider gave cannot be used.",
        "请持券人向身份认证服务核对证件信息。", "The holder should see what the identity provider has on record.");

    /// <summary>Who acts for the holder was not authenticated as the session has it.</summary>
    public static readonly ErrorCode ProxyNotProven = Define(409, "proxy_not_proven",
        "代办人未按要求完成身份认证。", "Who acts for the holder was not authenticated as the session has it.",
        "代办须由代办人本人和持券人都经认证；本人办理时不得有代办人。", "With a proxy both are authenticated, and they are two persons; without one nobody else is.");

    /// <summary>The assertion is unknown, used, expired, or for another purpose.</summary>
    public static readonly ErrorCode AssertionInvalid = Define(409, "assertion_invalid",
        "身份认证结果无效、已使用、已过期或用途不符。", "The identity assertion is unknown, used, expired, or made for another purpose.",
        "请持券人重新认证。", "Authenticate the holder again for this purpose.");
}
