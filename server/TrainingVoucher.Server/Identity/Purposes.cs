using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>Whether a purpose takes something.</summary>
internal enum Taken
{
    Never,
    Perhaps,
    Always,
}

/// <summary>Who asks for a purpose, and what it is about.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Askers">The roles that ask for it.</param>
internal sealed record PurposeRule(IdentityPurpose Purpose, Audience Askers)
{
    public bool TakesBatch { get; init; }

    public bool TakesVoucher { get; init; }

    /// <summary>Whether a channel names an institution with it. Institutions are named by whoever acts for one whatever the purpose.</summary>
    public bool TakesInstitution { get; init; }

    public Taken Reference { get; init; }

    /// <summary>Whether somebody may act in the holder's place. The scheme of the voucher has a say as well.</summary>
    public bool TakesProxy { get; init; }

    /// <summary>Whether no operation of the server does what it is for, so that the caller itself uses the assertion up.</summary>
    public bool IsOfTheCaller { get; init; }
}

/// <summary>The rules of every purpose.</summary>
internal static class Purposes
{
    public const int LongestReference = 64;

    private const Audience Places = Audience.Institution | Audience.CoursePlatform;

    private static readonly Dictionary<IdentityPurpose, PurposeRule> Rules = new PurposeRule[]
    {
        new(IdentityPurpose.Claim, Audience.Channel) { TakesBatch = true, TakesProxy = true },
        new(IdentityPurpose.Redeem, Places) { TakesVoucher = true, TakesProxy = true },
        new(IdentityPurpose.Return, Audience.Channel) { TakesVoucher = true, TakesProxy = true },
        new(IdentityPurpose.Exchange, Audience.Channel) { TakesBatch = true, TakesVoucher = true, TakesProxy = true },
        new(IdentityPurpose.Decline, Audience.Channel) { TakesVoucher = true, TakesProxy = true },
        new(IdentityPurpose.View, Audience.Channel | Places) { TakesProxy = true },
        new(IdentityPurpose.Enrol, Audience.Channel | Places) { TakesInstitution = true, Reference = Taken.Always, IsOfTheCaller = true },
        new(IdentityPurpose.Apply, Audience.Channel | Places) { TakesVoucher = true, IsOfTheCaller = true },
        new(IdentityPurpose.SignIn, Places) { Reference = Taken.Always, IsOfTheCaller = true },
        new(IdentityPurpose.Rate, Audience.Channel | Places) { TakesInstitution = true, Reference = Taken.Perhaps, IsOfTheCaller = true },
    }.ToDictionary(rule => rule.Purpose);

    /// <summary>The rule of a purpose; nothing for one that is unknown.</summary>
    public static PurposeRule? Find(IdentityPurpose purpose) => Rules.GetValueOrDefault(purpose);

    public static Fields Check(CreateIdentitySessionRequest r)
    {
        var fields = new Fields().Known(r.Purpose, "purpose");
        if (Find(r.Purpose) is not { } rule)
        {
            return fields;
        }

        Batches(fields, rule, r);
        About(fields, rule, r.Code, r.Reference);
        if (r.Proxy is { } proxy)
        {
            fields.Known(proxy, "proxy").Must(rule.TakesProxy, "proxy", "invalid", "This purpose is for the holder in person.");
        }

        return fields;
    }

    public static Fields Check(UseIdentityAssertionRequest r)
    {
        var fields = new Fields().Text(r.Assertion, "assertion", 100).Known(r.Purpose, "purpose");
        if (Find(r.Purpose) is { } rule)
        {
            fields.Must(rule.IsOfTheCaller, "purpose", "invalid", "The operation that this purpose is for uses the assertion up itself.");
            About(fields, rule, r.Code, r.Reference);
        }

        return fields;
    }

    private static void Batches(Fields fields, PurposeRule rule, CreateIdentitySessionRequest r)
    {
        fields.Must(r.BatchId is not null || r.BatchIds is not null || !rule.TakesBatch, "batchId", "required", "This purpose names a batch.")
            .Must(r.BatchId is null || rule.TakesBatch, "batchId", "invalid", "This purpose names no batch.");
        if (r.BatchIds is { } several)
        {
            fields.Must(rule.Purpose == IdentityPurpose.Claim, "batchIds", "invalid", "Only a claim names several batches.")
                .Must(r.BatchId is null, "batchIds", "invalid", "Must not be given together with batchId.")
                .Count(several, "batchIds", 2, NamedBatches.Most)
                .Must(several.Distinct(StringComparer.Ordinal).Count() == several.Count, "batchIds", "duplicate", "Must not name a batch twice.");
        }
    }

    private static void About(Fields fields, PurposeRule rule, string? code, string? reference) => fields
        .Must(code is not null || !rule.TakesVoucher, "code", "required", "This purpose names a voucher.")
        .Must(code is null || rule.TakesVoucher, "code", "invalid", "This purpose names no voucher.")
        .Must(reference is not null || rule.Reference != Taken.Always, "reference", "required", "This purpose names the class.")
        .Must(reference is null || rule.Reference != Taken.Never, "reference", "invalid", "This purpose has no reference.")
        .Must(reference is null || IsReference(reference), "reference", "invalid", $"Must have 1 to {LongestReference} letters, digits, dots, dashes and underscores.");

    private static bool IsReference(string text) =>
        text.Length is >= 1 and <= LongestReference && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
