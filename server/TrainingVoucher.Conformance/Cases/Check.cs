using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Something that was expected in a case.</summary>
/// <param name="Expected">What, for people.</param>
/// <param name="Seen">What was there, in numbers and codes.</param>
/// <param name="IsMet">Whether that is it.</param>
internal sealed record Check(LocalText Expected, string Seen, bool IsMet);
