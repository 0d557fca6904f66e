using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>Who calls: a system, for its owner, and for an authority the officer behind it.</summary>
/// <param name="ClientId">The system; 0 for the public.</param>
/// <param name="Role">What it calls as.</param>
/// <param name="OwnerId">The authority or partner it calls for.</param>
/// <param name="Region">The region of that owner.</param>
/// <param name="OfficerId">The officer, for an authority.</param>
internal sealed record Caller(long ClientId, Audience Role, long OwnerId, int Region, long? OfficerId)
{
    public static readonly Caller Anybody = new(0, Audience.Public, 0, 0, null);

    /// <summary>The address of this server, as the caller knows it.</summary>
    public string Server { get; init; } = "";
}

/// <summary>A token that is true but may have been revoked.</summary>
internal interface ICredential
{
    Audience Role { get; }

    /// <summary>What the token is good for.</summary>
    Scope Scope { get; }

    long ClientId { get; }

    long OwnerId { get; }

    /// <summary>Asks for the rows that say whether it was revoked with the next load.</summary>
    void Want(Session session);

    /// <summary>The caller as of this transaction; <see langword="null"/> when system, key or officer was revoked.</summary>
    Task<Caller?> CallerAsync(Session session);
}

/// <summary>Finds out who calls, from the access token of the request.</summary>
internal interface IAuthenticator
{
    /// <summary>What the token of the request says, which is still to be held against the tables; <see langword="null"/> when it is missing, false or expired.</summary>
    Task<ICredential?> ReadAsync(HttpContext context);
}
