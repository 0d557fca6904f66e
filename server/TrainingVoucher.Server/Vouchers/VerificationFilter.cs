using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Which attempts are asked for, for a list or a file.</summary>
internal sealed record VerificationFilter(string? InstitutionId, DateTimeOffset? From, DateTimeOffset? To, VerificationKind? Kind, string? Outcome, string? Code, string? Device)
{
    public static VerificationFilter Of(VerificationQuery q) => new(q.InstitutionId, q.From, q.To, q.Kind, q.Outcome, q.Code, q.Device);

    public static VerificationFilter Of(VerificationFileQuery q) => new(q.InstitutionId, q.From, q.To, q.Kind, q.Outcome, q.Code, q.Device);

    public Fields Check() => new Fields()
        .Must(From is null || To is null || From < To, "to", "out_of_range", "Must be after from.")
        .Must(
            Outcome is null or Verification.Accepted or Verification.Refused || ErrorCodes.Find(Outcome) is not null,
            "outcome", "invalid", "Must be accepted, refused, or the code of a refusal.")
        .Must(Code is null || VoucherCode.TryParse(Code, out _), "code", "invalid", "Must be a voucher code.")
        .Device(Device);
}

/// <summary>The same for one who may see it.</summary>
/// <param name="filter">What is asked for.</param>
/// <param name="institution">The institution it is about.</param>
/// <param name="platform">The platform whose attempts alone are given; nothing for those of everybody.</param>
internal sealed class VerificationSearch(VerificationFilter filter, long institution, long? platform)
{
    public long Institution => institution;

    public long? Platform => platform;

    public long From => filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue;

    public long To => filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    public int? Kind => (int?)filter.Kind;

    public string? Outcome => filter.Outcome;

    public string? Device => filter.Device;

    public byte[]? Voucher => filter.Code is { } code ? VoucherIssue.IdOf(code).ToBytes() : null;
}
