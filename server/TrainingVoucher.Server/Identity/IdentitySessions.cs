using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Identity;

/// <summary>Sessions in which a holder is authenticated for one purpose of one system.</summary>
internal sealed class IdentitySessions(People people, VoucherCodes codes)
{
    private static readonly TimeSpan Waiting = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Usable = TimeSpan.FromMinutes(5);

    private const string Provider = "sandbox";

    private const string Insert = """
        INSERT INTO identity_session (id, client_id, purpose, batch_id, voucher_bucket, voucher_id, institution_id, created_at, expires_at)
        VALUES (@id, @client, @purpose, @batch, @bucket, @voucher, @institution, @now, @expires)
        """;

    private const string Find = "SELECT expires_at, person_id FROM identity_session WHERE id = @id";

    private const string Authenticate = """
        UPDATE identity_session
        SET person_id = @person, method = @method, assertion_hash = @hash, assertion_expires_at = @expires
        WHERE id = @id AND person_id IS NULL
        """;

    public static Fields Check(CreateIdentitySessionRequest request) => new Fields()
        .Known(request.Purpose, "purpose")
        .Must(request.BatchId is not null || !TakesBatch(request.Purpose), "batchId", "required", "This purpose names a batch.")
        .Must(request.BatchId is null || TakesBatch(request.Purpose), "batchId", "invalid", "This purpose names no batch.")
        .Must(request.Code is not null || !TakesVoucher(request.Purpose), "code", "required", "This purpose names a voucher.")
        .Must(request.Code is null || TakesVoucher(request.Purpose), "code", "invalid", "This purpose names no voucher.");

    public static Fields Check(SandboxAuthenticateRequest request) => new Fields()
        .Document(request.Document, "document")
        .Text(request.Name, "name", 50);

    public async Task<Outcome<IdentitySession>> CreateAsync(ChangeContext c, CreateIdentitySessionRequest request)
    {
        if (!MayAsk(c.Caller.Role, request.Purpose))
        {
            return ErrorCodes.PurposeNotYours;
        }

        var institution = c.Caller.Role == Audience.CoursePlatform ? await ActingInstitution.FindAsync(c, request.InstitutionId) : default(Outcome<InstitutionRow>?);
        if (institution?.Refusal is { } notDelegated)
        {
            return notDelegated;
        }

        var batch = request.BatchId is null ? (long?)null : Ids.Read("bat", request.BatchId);
        if (batch == 0)
        {
            return ErrorCodes.NotFound;
        }

        var code = default(VoucherCode);
        if (request.Code is not null && !VoucherCode.TryParse(request.Code, out code))
        {
            return ErrorCodes.UnknownCode;
        }

        var (id, expires) = (Ids.NewAt(c.Now), c.Now + Waiting);
        await c.Session.RequireAsync(
            Insert,
            new
            {
                id,
                client = c.Caller.ClientId,
                purpose = (int)request.Purpose,
                batch,
                bucket = request.Code is null ? (int?)null : codes.BucketOf(code.Id),
                voucher = request.Code is null ? null : code.Id.ToBytes(),
                institution = institution?.Value.Id,
                now = c.Now,
                expires,
            });
        await c.JournalAsync("identity_session.opened", "ids", id);
        return new IdentitySession { Id = Ids.Show("ids", id), Provider = Provider, ExpiresAt = expires };
    }

    /// <summary>What a real provider says after it saw face, PIN or card; the sandbox believes whoever asks.</summary>
    public async Task<Outcome<IdentityAssertion>> SandboxAuthenticateAsync(ChangeContext c, SandboxAuthenticateRequest request)
    {
        var id = Ids.Read("ids", c.Id);
        var row = await c.Session.SingleAsync<Row>(Find, new { id });
        if (row is null)
        {
            return ErrorCodes.NotFound;
        }

        if (row.PersonId is not null)
        {
            return ErrorCodes.SessionUsed;
        }

        if (c.Now >= row.ExpiresAt)
        {
            return ErrorCodes.SessionExpired;
        }

        var person = await people.FindOrAddAsync(c.Session, request.Document.Type, request.Document.Number, request.Name, c.Now);
        var (assertion, key) = Assertions.New(id);
        var expires = c.Now + Usable;
        var touched = await c.Session.ExecuteAsync(Authenticate, new { id, person, method = Provider, hash = key.Hash, expires });
        if (touched == 0)
        {
            return ErrorCodes.SessionUsed;
        }

        await c.JournalAsync(new JournalEntry
        {
            Event = "identity_session.authenticated",
            Kind = "ids",
            Subject = ChangeContext.Bytes(id),
            At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["person"] = person },
        });
        return new IdentityAssertion { Assertion = assertion, ExpiresAt = expires };
    }

    private static bool MayAsk(Audience role, IdentityPurpose purpose) =>
        purpose == IdentityPurpose.Redeem ? role is Audience.Institution or Audience.CoursePlatform : role == Audience.Channel;

    private static bool TakesBatch(IdentityPurpose purpose) => purpose is IdentityPurpose.Claim or IdentityPurpose.Exchange;

    private static bool TakesVoucher(IdentityPurpose purpose) =>
        purpose is IdentityPurpose.Redeem or IdentityPurpose.Return or IdentityPurpose.Exchange or IdentityPurpose.Decline;

    private sealed record Row
    {
        public DateTimeOffset ExpiresAt { get; init; }

        public long? PersonId { get; init; }
    }
}
