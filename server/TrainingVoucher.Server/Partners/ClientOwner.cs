using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>For whom a system calls.</summary>
internal sealed record ClientOwner(ClientKind Kind, long Id, int Region)
{
    /// <summary>The owner behind an id of the API; nothing when there is none in the caller's subtree.</summary>
    public static async Task<ClientOwner?> FindAsync(Session session, Caller caller, string ownerId)
    {
        if (Roles.OfOwner(ownerId) is not { } role)
        {
            return null;
        }

        var id = Ids.Read(role.Prefix, ownerId);
        var region = role.Kind switch
        {
            ClientKind.Authority => await Authorities.RegionOfAsync(session, id),
            ClientKind.Channel => await Channels.RegionOfAsync(session, id),
            ClientKind.Institution => (await Institutions.FindAsync(session, id))?.Region,
            ClientKind.CoursePlatform => (await AdmittedPartners.CoursePlatforms.FindAsync(session, id))?.Region,
            ClientKind.AssessmentBody => (await AdmittedPartners.AssessmentBodies.FindAsync(session, id))?.Region,
            _ => null,
        };
        return region is { } found && Regions.Covers(caller.Region, found) ? new ClientOwner(role.Kind, id, found) : null;
    }

    public static string Show(ClientKind kind, long id) => Ids.Show(Roles.Of(kind).Prefix, id);
}
