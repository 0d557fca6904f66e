namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The delegate list is signed by an unknown key.</summary>
    public static readonly ErrorCode DelegatesUnknownKey = Define(422, "delegates_unknown_key",
        "委托清单的签名密钥未知。", "The delegate list is signed by an unknown key.",
        "请更新密钥集后重试。", "Update the key set and try again.");

    /// <summary>The key that signed the delegate list is not a delegate key.</summary>
    public static readonly ErrorCode DelegatesKeyRole = Delegates("delegates_key_role",
        "签名密钥不是委托密钥。", "The key that signed the delegate list is not a delegate key.");

    /// <summary>The delegate key is not valid at this time.</summary>
    public static readonly ErrorCode DelegatesKeyNotValid = Delegates("delegates_key_not_valid",
        "委托密钥当前无效。", "The delegate key is not valid at this time.");

    /// <summary>The delegate key was compromised.</summary>
    public static readonly ErrorCode DelegatesKeyCompromised = Delegates("delegates_key_compromised",
        "委托密钥已泄露。", "The delegate key was compromised.");

    /// <summary>The signature of the delegate list does not match.</summary>
    public static readonly ErrorCode DelegatesSignature = Delegates("delegates_signature",
        "委托清单签名不符。", "The signature of the delegate list does not match.");

    /// <summary>The delegate list is out of date.</summary>
    public static readonly ErrorCode DelegatesStale = Define(422, "delegates_stale",
        "委托清单已过期。", "The delegate list is out of date.",
        "请联网获取新的委托清单。", "Fetch the delegate list anew.");

    /// <summary>The delegate list has a key of a role that it may not give.</summary>
    public static readonly ErrorCode DelegatesRole = Delegates("delegates_role",
        "委托清单含有不得委托的密钥用途。", "The delegate list has a key of a role that it may not give.");

    /// <summary>The delegate list has a key for more than the delegate's region.</summary>
    public static readonly ErrorCode DelegatesRegion = Delegates("delegates_region",
        "委托清单中的密钥超出其地区。", "The delegate list has a key for more than the delegate's region.");

    /// <summary>The delegate list reaches too far into the future.</summary>
    public static readonly ErrorCode DelegatesTooFar = Delegates("delegates_too_far",
        "委托清单的有效期过长。", "The delegate list reaches too far into the future.");

    private static ErrorCode Delegates(string code, string zh, string en) => Define(422, code, zh, en,
        "请勿使用该清单，并告知人社部门。", "Do not use the list, and tell the authority.");
}
