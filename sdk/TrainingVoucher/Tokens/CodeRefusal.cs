namespace TrainingVoucher.Tokens;

/// <summary>Why typed text is not a voucher code.</summary>
public enum CodeRefusal
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary><c>code_too_long</c>: more than 64 characters, separators included.</summary>
    TooLong,

    /// <summary><c>code_alphabet</c>: a character that no voucher code can contain.</summary>
    Alphabet,

    /// <summary><c>code_prefix</c>: it does not begin with T.</summary>
    Prefix,

    /// <summary><c>code_length</c>: not eighteen letters and digits.</summary>
    Length,

    /// <summary><c>code_check</c>: the check characters do not fit; something was mistyped.</summary>
    Check,
}

/// <summary>The stable text form of <see cref="CodeRefusal"/>.</summary>
public static class CodeRefusals
{
    /// <summary>The refusal code of <c>docs/format.md</c>, in snake case; empty for <see cref="CodeRefusal.None"/>.</summary>
    public static string ToCode(this CodeRefusal refusal) => refusal switch
    {
        CodeRefusal.None => "",
        CodeRefusal.TooLong => "code_too_long",
        CodeRefusal.Alphabet => "code_alphabet",
        CodeRefusal.Prefix => "code_prefix",
        CodeRefusal.Length => "code_length",
        CodeRefusal.Check => "code_check",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
