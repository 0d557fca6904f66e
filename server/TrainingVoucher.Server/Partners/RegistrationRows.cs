using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>A row of <c>registration</c>.</summary>
internal sealed record RegistrationRow
{
    public long Id { get; init; }

    public byte[] Thumbprint { get; init; } = [];

    public ClientKind Kind { get; init; }

    public int Region { get; init; }

    public string NameZh { get; init; } = "";

    public string NameEn { get; init; } = "";

    public InstitutionType? InstitutionType { get; init; }

    public string SystemName { get; init; } = "";

    public string KeyX { get; init; } = "";

    public string KeyY { get; init; } = "";

    public string? ContactName { get; init; }

    public string? ContactReach { get; init; }

    public RegistrationState State { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public long? OfficerId { get; init; }

    public string? Reason { get; init; }

    public long? OwnerId { get; init; }

    public long? ClientId { get; init; }

    public long? KeyId { get; init; }

    public LocalText Name => new(NameZh, NameEn);

    public PublicKeyJwk PublicKey => new() { Kty = "EC", Crv = "P-256", X = KeyX, Y = KeyY };

    public RegistrationStatus ShowStatus() => new()
    {
        State = State,
        Reason = Reason,
        OwnerId = OwnerId is { } owner ? ClientOwner.Show(Kind, owner) : null,
        ClientId = Ids.ShowOptional("cli", ClientId),
        KeyId = Ids.ShowOptional("key", KeyId),
    };

    public Registration Show() => new()
    {
        Id = Ids.Show("reg", Id),
        Kind = Kind,
        Region = Regions.Show(Region),
        Name = Name,
        InstitutionType = InstitutionType,
        SystemName = SystemName,
        Contact = ContactName is null ? null : new() { Name = ContactName, Reach = ContactReach! },
        RequestedAt = RequestedAt,
        Status = ShowStatus(),
        DecidedBy = Ids.ShowOptional("off", OfficerId),
    };
}

/// <summary>Where requests to be registered are kept.</summary>
internal static class RegistrationRows
{
    private const string Unread = "逾期未处理，请重新申请。 Nobody decided in time; ask again.";

    private static readonly TimeSpan WaitsFor = TimeSpan.FromDays(30);

    private const string Columns = """
        id, thumbprint, kind, region, name_zh, name_en, institution_type, system_name, key_x, key_y, contact_name, contact_reach, state, requested_at,
        officer_id, reason, owner_id, client_id, key_id
        """;

    private const string Insert = """
        INSERT INTO registration (id, thumbprint, kind, region, name_zh, name_en, institution_type, system_name, key_x, key_y, contact_name, contact_reach, state, requested_at)
        VALUES (@Id, @Thumbprint, @kind, @Region, @NameZh, @NameEn, @type, @SystemName, @KeyX, @KeyY, @ContactName, @ContactReach, @state, @RequestedAt)
        ON CONFLICT (thumbprint) WHERE state = 1 DO NOTHING
        """;

    private const string CountWaiting = "SELECT COUNT(*) FROM registration WHERE region = @region AND state = 1";

    private const string ByKey = $"SELECT {Columns} FROM registration WHERE thumbprint = @thumbprint ORDER BY requested_at DESC, id DESC LIMIT 1";

    private const string Expire = "UPDATE registration SET state = 3, decided_at = @now, reason = @reason, contact_name = NULL, contact_reach = NULL WHERE state = 1 AND requested_at < @before";

    private const string Find = $"SELECT {Columns} FROM registration t WHERE region BETWEEN @From AND @To AND id = @id {{lock t}}";

    private const string Page = $"""
        SELECT {Columns}
        FROM registration
        WHERE region BETWEEN @From AND @To AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Decide = """
        UPDATE registration
        SET state = @state, decided_at = @now, officer_id = @officer, reason = @Reason, owner_id = @OwnerId, client_id = @ClientId, key_id = @KeyId,
            contact_name = NULL, contact_reach = NULL
        WHERE id = @Id AND state = 1
        """;

    /// <summary>A request with a key that is waiting already changes nothing.</summary>
    public static Task<int> InsertAsync(Session session, RegistrationRow row) => session.ExecuteAsync(
        Insert,
        new
        {
            row.Id, row.Thumbprint, kind = (int)row.Kind, row.Region, row.NameZh, row.NameEn, type = (int?)row.InstitutionType, row.SystemName,
            row.KeyX, row.KeyY, row.ContactName, row.ContactReach, state = (int)row.State, row.RequestedAt,
        });

    public static Task<long> CountWaitingAsync(Session session, int region) => session.ValueAsync<long>(CountWaiting, new { region });

    /// <summary>The last request with a key.</summary>
    public static Task<RegistrationRow?> FindByKeyAsync(Session session, byte[] thumbprint) => session.SingleAsync<RegistrationRow>(ByKey, new { thumbprint });

    /// <summary>Rejects what nobody has decided for so long that it only stands in the way.</summary>
    public static Task<int> ExpireAsync(Session session, DateTimeOffset now) => session.ExecuteAsync(Expire, new { now, reason = Unread, before = now - WaitsFor });

    /// <summary>A request of the caller's subtree; nothing when there is none.</summary>
    public static Task<RegistrationRow?> FindAsync(CallContext c)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        return c.Session.SingleAsync<RegistrationRow>(Find, new { From = from, To = to, id = Ids.Read("reg", c.Id) });
    }

    public static Task<IReadOnlyList<RegistrationRow>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        return c.Session.QueryAsync<RegistrationRow>(Page, new { From = from, To = to, after = query.After(0L), rows = query.Rows() });
    }

    /// <summary>Records the decision; <see langword="false"/> when there was one before.</summary>
    public static async Task<bool> DecideAsync(ChangeContext c, RegistrationRow row) => await c.Session.ExecuteAsync(
        Decide,
        new
        {
            row.Id, state = (int)row.State, now = c.Now, officer = c.Officer, row.Reason, row.OwnerId, row.ClientId, row.KeyId,
        }) == 1;
}
