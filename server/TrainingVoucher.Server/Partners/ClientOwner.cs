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
        var kind = KindOf(ownerId);
        var id = Ids.Read(PrefixOf(kind), ownerId);
        var region = kind switch
        {
            ClientKind.Authority => await Authorities.RegionOfAsync(session, id),
            ClientKind.Channel => await Channels.RegionOfAsync(session, id),
            ClientKind.Institution => (await Institutions.FindAsync(session, id))?.Region,
            _ => null,
        };
        return region is { } found && Regions.Covers(caller.Region, found) ? new ClientOwner(kind, id, found) : null;
    }

    public static string Show(ClientKind kind, long id) => Ids.Show(PrefixOf(kind), id);

    public static long Read(ClientKind kind, string? id) => Ids.Read(PrefixOf(kind), id);

    private static ClientKind KindOf(string ownerId) => ownerId.Split('_')[0] switch
    {
        "aut" => ClientKind.Authority,
        "cha" => ClientKind.Channel,
        "ins" => ClientKind.Institution,
        _ => ClientKind.Unknown,
    };

    private static string PrefixOf(ClientKind kind) => kind switch
    {
        ClientKind.Authority => "aut",
        ClientKind.Channel => "cha",
        _ => "ins",
    };
}
