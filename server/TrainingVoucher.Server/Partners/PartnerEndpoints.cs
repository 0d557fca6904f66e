using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Partners;

internal static class PartnerEndpoints
{
    public static void MapPartners(this ApiRoutes api)
    {
        api.Change(Operations.CreateAuthority, Authorities.CreateAsync, Authorities.Check);
        api.Read(Operations.ListAuthorities, Authorities.ListAsync);

        api.Change(Operations.CreateOfficer, Officers.CreateAsync, Officers.Check);
        api.Read(Operations.ListOfficers, Officers.ListAsync);
        api.Change(Operations.RevokeOfficer, Officers.RevokeAsync, Fields.Of);

        api.Change(Operations.RequestRegistration, Registrations.RequestAsync, Registrations.Check);
        api.Read(Operations.GetRegistrationStatus, Registrations.StatusAsync);
        api.Read(Operations.ListRegistrations, Registrations.ListAsync);
        api.Change(Operations.ApproveRegistration, Registrations.ApproveAsync);
        api.Change(Operations.RejectRegistration, Registrations.RejectAsync, Fields.Of);

        api.Change(Operations.CreateDelegation, Delegations.CreateAsync, Delegations.Check);
        api.Read(Operations.ListDelegations, Delegations.ListAsync);
        api.Change(Operations.CutDelegation, Delegations.CutAsync, Fields.Of);

        api.Change(Operations.SetReturnUrls, ReturnAddresses.SetAsync, ReturnAddresses.Check);

        api.Change(Operations.CreateClient, Clients.CreateAsync, Clients.Check);
        api.Read(Operations.ListClients, Clients.ListAsync);
        api.Change(Operations.AddClientKey, Clients.AddKeyAsync);
        api.Change(Operations.RevokeClientKey, Clients.RevokeKeyAsync, Fields.Of);
        api.Change(Operations.RevokeClient, Clients.RevokeAsync, Fields.Of);
        api.Change(Operations.RevokePartner, PartnerRevocation.RevokeAsync, Fields.Of);
    }

    /// <summary>The token endpoint and what describes it; they speak OAuth, not the API's own JSON.</summary>
    public static void MapOAuth(this IEndpointRouteBuilder routes, TokenEndpoint tokens)
    {
        routes.MapPost(TokenEndpoint.Path, tokens.HandleAsync).ExcludeFromDescription();
        routes.MapGet("/.well-known/oauth-authorization-server", tokens.DescribeAsync).ExcludeFromDescription();
    }
}
