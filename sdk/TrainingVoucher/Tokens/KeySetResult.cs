using System.Diagnostics.CodeAnalysis;

namespace TrainingVoucher.Tokens;

/// <summary>A checked key set, or the reason why there is none.</summary>
public readonly record struct KeySetResult
{
    private KeySetResult(KeySet? keySet, KeySetRefusal refusal)
    {
        KeySet = keySet;
        Refusal = refusal;
    }

    /// <summary>The key set, if it was accepted.</summary>
    public KeySet? KeySet { get; }

    /// <summary>Why it was refused; <see cref="KeySetRefusal.None"/> when it was accepted.</summary>
    public KeySetRefusal Refusal { get; }

    /// <summary>Whether it was accepted.</summary>
    [MemberNotNullWhen(true, nameof(KeySet))]
    public bool IsAccepted => KeySet is not null;

    internal static KeySetResult Accepted(KeySet keySet) => new(keySet, KeySetRefusal.None);

    internal static KeySetResult Refused(KeySetRefusal refusal) => new(null, refusal);
}
