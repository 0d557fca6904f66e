using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Partners;

/// <summary>What a system can call as: how tokens name it, whose it is, and everything it may.</summary>
/// <param name="Kind">The kind of the system; the audience of operations has the same value.</param>
/// <param name="Name">Its name in access tokens and in the API's description.</param>
/// <param name="Prefix">The prefix of its owner's id.</param>
/// <param name="Scopes">Every scope it can have.</param>
internal sealed record Role(ClientKind Kind, string Name, string Prefix, Scope Scopes)
{
    public Audience Audience => (Audience)(int)Kind;

    /// <summary>The scopes of a system that was registered with these; 0 stands for all.</summary>
    public Scope Of(Scope registered) => registered == Scope.Unknown ? Scopes : registered;
}

/// <summary>Every role there is.</summary>
internal static class Roles
{
    public static IReadOnlyList<Role> All { get; } =
    [
        new(ClientKind.Authority, "authority", "aut", Scope.Read | Scope.Administer),
        new(ClientKind.Channel, "channel", "cha", Scope.Read | Scope.Claim | Scope.Manage),
        new(ClientKind.Institution, "institution", "ins", Scope.Read | Scope.Redeem | Scope.Apply | Scope.Manage),
        new(ClientKind.CoursePlatform, "coursePlatform", "plf", Scope.Read | Scope.Redeem | Scope.Manage),
        new(ClientKind.AssessmentBody, "assessmentBody", "asb", Scope.Read),
        new(ClientKind.RegionalSystem, "regionalSystem", "aut", Scope.Read | Scope.Report),
    ];

    public static Role Of(ClientKind kind) => All.First(role => role.Kind == kind);

    /// <summary>The role that a token names; nothing when there is none.</summary>
    public static Role? Find(string? name) => All.FirstOrDefault(role => role.Name == name);

    /// <summary>The kind of system that an owner has unless something else is said.</summary>
    public static Role? OfOwner(string ownerId)
    {
        var prefix = ownerId.Split('_')[0];
        return All.FirstOrDefault(role => role.Prefix == prefix);
    }
}
