namespace TrainingVoucher.Tokens;

/// <summary>One key of a key set and all that it may do.</summary>
/// <param name="Id">Its number, unique in the installation and never used again.</param>
/// <param name="PublicKey">The key.</param>
/// <param name="Role">The one thing it may sign.</param>
/// <param name="Scope">The regions it may sign for.</param>
/// <param name="NotBefore">Nothing it signed counts before.</param>
/// <param name="SignUntil">Its owner stops signing with it; verifiers do not look at this, for a token has no trusted signing time.</param>
/// <param name="VerifyUntil">Nothing it signed counts after.</param>
/// <param name="IsCompromised">What it signed needs an online check.</param>
/// <param name="Algorithm">How it signs.</param>
public sealed record KeyEntry(
    uint Id,
    P256PublicKey PublicKey,
    KeyRole Role,
    RegionScope Scope,
    DateTimeOffset NotBefore,
    DateTimeOffset SignUntil,
    DateTimeOffset VerifyUntil,
    bool IsCompromised = false,
    KeyAlgorithm Algorithm = KeyAlgorithm.Es256);
