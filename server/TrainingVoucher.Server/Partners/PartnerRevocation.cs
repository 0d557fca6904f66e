using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>Takes a partner off as a whole: whatever calls for it is refused from its next call on.</summary>
internal static class PartnerRevocation
{
    public static async Task<Outcome<RevokedPartner>> RevokeAsync(ChangeContext c, Reason reason)
    {
        if (await ClientOwner.FindAsync(c.Session, c.Caller, c.Id) is not { Kind: not ClientKind.Authority } partner)
        {
            return ErrorCodes.NotFound;
        }

        var clients = await Clients.RevokeAllAsync(c, partner.Id, reason);
        var delegations = await Delegations.CutAllAsync(c, partner.Id, reason);
        return new RevokedPartner
        {
            Id = ClientOwner.Show(partner.Kind, partner.Id),
            ClientIds = [.. clients.Select(id => Ids.Show("cli", id))],
            DelegationIds = [.. delegations.Select(id => Ids.Show("dlg", id))],
        };
    }
}
