using Microsoft.IdentityModel.JsonWebTokens;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>What a true access token says: the keys it was asked for with. Whether they still stand is read from the tables at every call.</summary>
internal sealed record Credential(string Issuer, DateTimeOffset Expires, Audience Role, Scope Scope, long ClientId, long ClientKey, long OwnerId, long OfficerId, long OfficerKey) : ICredential
{
    /// <summary>What the token says; nothing when it says what no token of this server does.</summary>
    public static Credential? Of(JsonWebToken token, string issuer)
    {
        if (Roles.Find(Text(token, "role")) is not { } role || Scopes.Read(Text(token, "scope") ?? "") is not { } scope)
        {
            return null;
        }

        return new(
            issuer,
            new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            role.Audience,
            scope,
            Ids.Read("cli", Text(token, "client_id")),
            Ids.Read("key", Text(token, "client_key")),
            Ids.Read(role.Prefix, Text(token, "owner")),
            Ids.Read("off", Text(token, "officer")),
            Ids.Read("key", Text(token, "officer_key")));
    }

    public void Want(Session session)
    {
        session.Shelf<ClientShelf>().Want(ClientKey);
        if (Role == Audience.Authority)
        {
            session.Shelf<OfficerShelf>().Want(OfficerKey);
        }
    }

    public async Task<Caller?> CallerAsync(Session session)
    {
        var client = await Principals.ClientAsync(session, ClientKey);
        if (client is null || client.Id != ClientId || (int)client.Kind != (int)Role)
        {
            return null;
        }

        if (client.Kind != ClientKind.Authority)
        {
            return new Caller(client.Id, Role, client.OwnerId, client.Region, OfficerId: null) { Server = Issuer };
        }

        var officer = await Principals.OfficerAsync(session, OfficerKey);
        return officer is not null && officer.Id == OfficerId && officer.AuthorityId == client.OwnerId
            ? new Caller(client.Id, Audience.Authority, client.OwnerId, client.Region, officer.Id) { Server = Issuer }
            : null;
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;
}
