using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>A row of <c>identity_session</c>, from its beginning on.</summary>
internal sealed record SessionRow
{
    public long Id { get; init; }

    public long ClientId { get; init; }

    public IdentityPurpose Purpose { get; init; }

    public long? BatchId { get; init; }

    public byte[]? Batches { get; init; }

    public int? VoucherBucket { get; init; }

    public byte[]? VoucherId { get; init; }

    public long? InstitutionId { get; init; }

    public string? Reference { get; init; }

    /// <summary>What somebody is to the holder who acts in his place.</summary>
    public ProxyRelation? Proxy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the holder can authenticate.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public long? PersonId { get; init; }

    public IdentityMethod? Method { get; init; }

    public DateTimeOffset? AuthenticatedAt { get; init; }

    public DateTimeOffset? AssertionExpiresAt { get; init; }

    /// <summary>When the assertion was taken by who opened the session.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public int Uses { get; init; }

    /// <summary>Where the holder's browser is sent back to.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>The code of the refusal with which the holder came back from the provider.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the holder cannot be authenticated in it now; nothing when he can.</summary>
    public ErrorCode? Refuses(DateTimeOffset now) =>
        PersonId is not null ? ErrorCodes.SessionUsed
        : Failure is not null ? ErrorCodes.Find(Failure)
        : now >= ExpiresAt ? ErrorCodes.SessionExpired
        : null;

    /// <summary>Why its assertion cannot be taken now; nothing when it can.</summary>
    public ErrorCode? RefusesTaking(DateTimeOffset now) =>
        Failure is not null ? ErrorCodes.Find(Failure)
        : TakenAt is not null || UsedAt is not null || Uses != 0 ? ErrorCodes.SessionUsed
        : now >= (AssertionExpiresAt ?? ExpiresAt) ? ErrorCodes.SessionExpired
        : PersonId is null ? ErrorCodes.SessionPending
        : null;
}

/// <summary>Where identity sessions are kept.</summary>
internal static class SessionRows
{
    private const string Insert = """
        INSERT INTO identity_session (
            id, client_id, purpose, batch_id, batches, voucher_bucket, voucher_id, institution_id, reference, proxy, return_url, created_at, expires_at)
        VALUES (
            @Id, @ClientId, @purpose, @BatchId, @Batches, @VoucherBucket, @VoucherId, @InstitutionId, @Reference, @proxy, @ReturnUrl, @CreatedAt, @ExpiresAt)
        """;

    private const string Select = """
        SELECT
            id, client_id, purpose, batch_id, batches, voucher_bucket, voucher_id, institution_id, reference, proxy, created_at, expires_at,
            person_id, method, authenticated_at, assertion_expires_at, taken_at, used_at, uses, return_url, failure
        FROM identity_session
        WHERE id = @id
        """;

    private const string Authenticate = """
        UPDATE identity_session
        SET person_id = @person, proxy_person_id = @proxy, method = @method, authenticated_at = @now, assertion_hash = @hash, assertion_expires_at = @expires
        WHERE id = @id AND person_id IS NULL AND failure IS NULL
        """;

    private const string Fail = "UPDATE identity_session SET failure = @failure WHERE id = @id AND person_id IS NULL AND failure IS NULL";

    private const string Take = "UPDATE identity_session SET taken_at = @now WHERE id = @id AND taken_at IS NULL";

    public static Task InsertAsync(Session session, SessionRow row) => session.RequireAsync(
        Insert,
        new
        {
            row.Id, row.ClientId, purpose = (int)row.Purpose, row.BatchId, row.Batches, row.VoucherBucket, row.VoucherId, row.InstitutionId, row.Reference,
            proxy = (int?)row.Proxy, row.ReturnUrl, row.CreatedAt, row.ExpiresAt,
        });

    public static Task<SessionRow?> FindAsync(Session session, long id) => session.SingleAsync<SessionRow>(Select, new { id });

    /// <summary>Puts the authenticated persons into a session that waits for them.</summary>
    /// <exception cref="LostRaceException">Somebody was authenticated in it meanwhile.</exception>
    public static Task AuthenticateAsync(Session session, long id, IdentityMethod method, Proven proven, byte[] hash, DateTimeOffset now, DateTimeOffset expires) => session.RequireAsync(
        Authenticate,
        new { id, person = proven.Person, proxy = proven.Proxy?.Person, method = Json.NameOf(method), hash, now, expires });

    /// <summary>Ends a session that waits for its holder; one that waits no longer stays as it is.</summary>
    public static async Task<bool> FailAsync(Session session, long id, ErrorCode failure) => await session.ExecuteAsync(Fail, new { id, failure = failure.Code }) == 1;

    /// <exception cref="LostRaceException">It was taken meanwhile.</exception>
    public static Task TakeAsync(Session session, long id, DateTimeOffset now) => session.RequireAsync(Take, new { id, now });
}
