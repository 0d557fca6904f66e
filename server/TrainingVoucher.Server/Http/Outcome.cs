using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Why something was not done: a stable code and, for bad input, every field.</summary>
internal sealed record Refusal(ErrorCode Code, IReadOnlyList<FieldError> Errors)
{
    public static implicit operator Refusal(ErrorCode code) => new(code, []);
}

/// <summary>What a command came to: a value, or a refusal. Races and rule violations are refusals, not exceptions.</summary>
internal readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code.Code}.");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public static implicit operator Outcome<T>(ErrorCode code) => new(default, code);
}
