using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>What was attempted with a voucher.</summary>
[JsonConverter(typeof(TolerantEnumConverter<VerificationKind>))]
public enum VerificationKind
{
    /// <summary>A kind that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>To check it.</summary>
    Check = 1,

    /// <summary>To redeem it.</summary>
    Redeem = 2,

    /// <summary>To reverse its redemption.</summary>
    Reverse = 3,
}

/// <summary>What a scanned or typed text was taken for, whether it could be read or not.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ScanForm>))]
public enum ScanForm
{
    /// <summary>A form that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>A voucher code (唯一码).</summary>
    Code = 1,

    /// <summary>A signed voucher token (券凭证).</summary>
    Token = 2,
}

/// <summary>The record of one attempt to check, redeem or reverse. What was scanned is not in it.</summary>
public sealed record Verification
{
    /// <summary>The <see cref="Outcome"/> of an attempt that was not refused.</summary>
    public const string Accepted = "accepted";

    /// <summary>Stands in <see cref="VerificationQuery.Outcome"/> for every refusal.</summary>
    public const string Refused = "refused";

    /// <summary>Its id, <c>ver_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was attempted.</summary>
    public required VerificationKind Kind { get; init; }

    /// <summary><see cref="Accepted"/>, or the code of the refusal.</summary>
    public required string Outcome { get; init; }

    /// <summary>The institution it was attempted at.</summary>
    public required string InstitutionId { get; init; }

    /// <summary>The system that asked.</summary>
    public required string ClientId { get; init; }

    /// <summary>The course platform the system belongs to; <see langword="null"/> when it is the institution's own.</summary>
    public string? PlatformId { get; init; }

    /// <summary>The device, as the request named it.</summary>
    public string? Device { get; init; }

    /// <summary>The voucher code; <see langword="null"/> when there is no such voucher or it is no concern of the institution.</summary>
    public string? Code { get; init; }

    /// <summary>How the voucher was presented; <see langword="null"/> for a check of before this was recorded.</summary>
    public ScanForm? Form { get; init; }
}

/// <summary>Which attempts to list.</summary>
public sealed record VerificationQuery : PageQuery
{
    /// <summary>At this institution. A course platform and an authority name one; an institution itself leaves it out.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of this kind.</summary>
    public VerificationKind? Kind { get; init; }

    /// <summary><see cref="Verification.Accepted"/>, <see cref="Verification.Refused"/>, or the code of one refusal.</summary>
    public string? Outcome { get; init; }

    /// <summary>With the voucher of this code.</summary>
    public string? Code { get; init; }

    /// <summary>On the device of this name.</summary>
    public string? Device { get; init; }
}

/// <summary>Which attempts to write to a file, and how.</summary>
public sealed record VerificationFileQuery
{
    /// <summary>At this institution. A course platform and an authority name one; an institution itself leaves it out.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of this kind.</summary>
    public VerificationKind? Kind { get; init; }

    /// <summary><see cref="Verification.Accepted"/>, <see cref="Verification.Refused"/>, or the code of one refusal.</summary>
    public string? Outcome { get; init; }

    /// <summary>With the voucher of this code.</summary>
    public string? Code { get; init; }

    /// <summary>On the device of this name.</summary>
    public string? Device { get; init; }

    /// <summary>The language of header, words and sentences. The default value is Chinese.</summary>
    public FileLanguage? Language { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists attempts to check, redeem and reverse.</summary>
    public static readonly Operation<VerificationQuery, Page<Verification>> ListVerifications =
        new("GET", "/v1/verifications", Audience.Authority | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "List the attempts to check, redeem and reverse at an institution, accepted and refused, newest first; of a platform its own.",
            Refusals = [ErrorCodes.NotDelegated, ErrorCodes.NotFound],
        };

    /// <summary>Gives attempts to check, redeem and reverse as a file.</summary>
    public static readonly Operation<VerificationFileQuery, Nothing> ExportVerifications =
        new("GET", "/v1/verifications/export", Audience.Authority | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Give the same attempts, however many, as a CSV file in UTF-8 with BOM.",
            Refusals = [ErrorCodes.NotDelegated, ErrorCodes.NotFound],
            GivesCsv = true,
        };
}
