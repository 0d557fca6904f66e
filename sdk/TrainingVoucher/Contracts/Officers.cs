namespace TrainingVoucher.Contracts;

/// <summary>A person who acts for an authority; every command of an authority names one.</summary>
public sealed record Officer
{
    /// <summary>Its id, <c>off_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The authority it acts for.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>The officer's name.</summary>
    public required string Name { get; init; }

    /// <summary>Since when the officer may act no more; <see langword="null"/> while active.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Admits an officer with a key of their own.</summary>
public sealed record CreateOfficerRequest
{
    /// <summary>The authority the officer acts for; the caller's own when left out.</summary>
    public string? AuthorityId { get; init; }

    /// <summary>The officer's name, up to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The officer's public key; the private one never leaves the officer.</summary>
    public required PublicKeyJwk PublicKey { get; init; }
}

/// <summary>An officer just admitted.</summary>
public sealed record CreatedOfficer
{
    /// <summary>The officer.</summary>
    public required Officer Officer { get; init; }

    /// <summary>The id of the officer's key, the <c>kid</c> of what it signs.</summary>
    public required string KeyId { get; init; }
}

public static partial class Operations
{
    /// <summary>Admits an officer.</summary>
    public static readonly Operation<CreateOfficerRequest, CreatedOfficer> CreateOfficer =
        new("POST", "/v1/officers", Audience.Authority)
        {
            Summary = "Admit an officer, who acts with a key of their own.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.KeyNotUsable],
        };

    /// <summary>Lists the officers of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Officer>> ListOfficers =
        new("GET", "/v1/officers", Audience.Authority) { Summary = "List the officers of the caller's region." };

    /// <summary>Revokes an officer at once.</summary>
    public static readonly Operation<Reason, Officer> RevokeOfficer =
        new("POST", "/v1/officers/{id}/revoke", Audience.Authority)
        {
            Summary = "Revoke an officer; the next call by that officer is refused.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.AlreadyRevoked, ErrorCodes.NotYourself],
        };
}
