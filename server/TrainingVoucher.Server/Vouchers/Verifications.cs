using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>The record of attempts, as its institution, the platforms that act for it and the authorities above it look at it.</summary>
internal static class Verifications
{
    private const string List = """
        SELECT t.institution_id, t.at, t.id, t.client_id, t.platform_id, t.kind, t.form, t.outcome, t.voucher_id, t.device
        FROM verification t
        WHERE t.institution_id = @Institution AND t.at >= @From AND t.at <= @at AND (t.at < @at OR t.id < @id)
          AND (@Platform IS NULL OR t.platform_id = @Platform)
          AND (@Kind IS NULL OR t.kind = @Kind)
          AND (@Outcome IS NULL OR t.outcome = @Outcome OR (@Outcome = 'refused' AND t.outcome <> 'accepted'))
          AND (@Voucher IS NULL OR t.voucher_id = @Voucher)
          AND (@Device IS NULL OR t.device = @Device)
        ORDER BY t.at DESC, t.id DESC
        LIMIT @rows
        """;

    private static readonly Refusal NotNamed = new(ErrorCodes.InvalidRequest, [new("institutionId", "required", "An authority names the institution.")]);

    public static Fields Validate(VerificationQuery q) => VerificationFilter.Of(q).Check();

    public static async Task<Outcome<Page<Verification>>> ListAsync(CallContext c, VerificationQuery q)
    {
        var search = await SearchAsync(c, VerificationFilter.Of(q));
        return search.Refusal is { } refusal
            ? refusal
            : q.Page(await FindAsync(c.Session, search.Value, q.AfterNewest(), q.Rows()), Show, row => Paging.Newest(row.At, row.Id));
    }

    /// <summary>What the caller may see of what is asked for: a platform what it asked itself, an authority the institutions of its region.</summary>
    public static async Task<Outcome<VerificationSearch>> SearchAsync(CallContext c, VerificationFilter filter)
    {
        var institution = c.Caller.Role == Audience.Authority ? await OfRegionAsync(c, filter.InstitutionId) : await ActingInstitution.FindAsync(c, filter.InstitutionId);
        return institution.Refusal is { } refusal ? refusal : new VerificationSearch(filter, institution.Value.Id, c.Caller.Role == Audience.CoursePlatform ? c.Caller.OwnerId : null);
    }

    /// <summary>The attempts after one, the newest first.</summary>
    public static Task<IReadOnlyList<VerificationRow>> FindAsync(Session session, VerificationSearch s, (long At, long Id) after, int rows)
    {
        // One bound, where the page begins or the period ends: of two SQLite would look up one and read from there.
        var (at, id) = after.At < s.To ? after : (s.To - 1, long.MaxValue);
        return session.QueryAsync<VerificationRow>(List, new { s.Institution, s.Platform, s.From, s.Kind, s.Outcome, s.Voucher, s.Device, at, id, rows });
    }

    public static Verification Show(VerificationRow row) => new()
    {
        Id = Ids.Show("ver", row.Id),
        At = row.At,
        Kind = row.Kind,
        Outcome = row.Outcome,
        InstitutionId = Ids.Show("ins", row.InstitutionId),
        ClientId = Ids.Show("cli", row.ClientId),
        PlatformId = Ids.ShowOptional("plf", row.PlatformId),
        Device = row.Device,
        Code = row.VoucherId is { } id ? new VoucherCode(VoucherId.FromBytes(id)).Format() : null,
        Form = row.Form,
    };

    private static async Task<Outcome<InstitutionRow>> OfRegionAsync(CallContext c, string? named) =>
        named is null ? NotNamed
        : await Institutions.FindAsync(c.Session, Ids.Read("ins", named)) is { } row && Regions.Covers(c.Caller.Region, row.Region) ? row
        : ErrorCodes.NotFound;
}
