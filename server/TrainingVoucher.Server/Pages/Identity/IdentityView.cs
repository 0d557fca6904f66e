using TrainingVoucher.Server.Pages.Verify;

namespace TrainingVoucher.Server.Pages.Identity;

/// <summary>What a holder sees whose browser is not sent on.</summary>
/// <param name="Answer">What became of it, in the visitor's language.</param>
/// <param name="Other">The same in the other one: whoever acts for somebody may read only that.</param>
/// <param name="Back">Where the holder came from.</param>
public sealed record IdentityView(VerifyAnswer Answer, VerifyAnswer Other, string? Back);

/// <summary>What the form of the sandbox asks for.</summary>
/// <param name="State">Goes back with it.</param>
/// <param name="HasProxy">Whether somebody acts in the holder's place.</param>
public sealed record SandboxView(string State, bool HasProxy);
