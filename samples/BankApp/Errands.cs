using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>What a holder came for. Its key makes the command at its end count once, however often the form is sent.</summary>
/// <param name="Purpose">What is to be done.</param>
/// <param name="Key">The idempotency key.</param>
internal sealed record Errand(IdentityPurpose Purpose, string Key)
{
    /// <summary>The batch to claim from or exchange into.</summary>
    public string? BatchId { get; init; }

    /// <summary>The voucher it is about.</summary>
    public string? Code { get; init; }

    /// <summary>Where the holder came in; it goes on record with a claim.</summary>
    public string? Entry { get; init; }

    /// <summary>The identity session, while the holder is being authenticated.</summary>
    public string? SessionId { get; init; }

    /// <summary>The proof that the holder was.</summary>
    public string? Assertion { get; init; }

    /// <summary>What the holder was asked to pledge.</summary>
    public IReadOnlyList<string> Pledges { get; init; } = [];

    public static Errand New(IdentityPurpose purpose) => new(purpose, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Keeps the assertion out of what prints records.</summary>
    public override string ToString() => $"{nameof(Errand)} {Purpose}";
}

/// <summary>
/// Seals an errand into the form of the next step. So this app keeps no sessions, and the browser can neither read nor change what it sends back.
/// </summary>
internal sealed class Errands(IDataProtectionProvider protection)
{
    /// <summary>Longer than an assertion lives: a repeat of what was done is still answered as it was.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("BankApp.Errand").ToTimeLimitedDataProtector();

    public string Seal(Errand errand) => protector.Protect(JsonSerializer.Serialize(errand), Lifetime);

    /// <summary>The errand; nothing when it is too old, or not one of ours.</summary>
    public Errand? Open(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<Errand>(protector.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
