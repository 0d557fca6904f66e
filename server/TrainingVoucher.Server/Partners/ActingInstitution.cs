using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>For which institution a call is made: the one that calls, or the one that a course platform names and that lets it, as of this transaction.</summary>
internal static class ActingInstitution
{
    private static readonly Refusal NotNamed = new(ErrorCodes.InvalidRequest, [new("institutionId", "required", "A course platform names the institution it acts for.")]);

    /// <summary>Asks for the institution, and for the delegation of a platform, with the next load.</summary>
    public static void Want(Wanting w, string? named)
    {
        if (w.Caller.Role == Audience.Institution)
        {
            w.Session.Shelf<InstitutionShelf>().Want(w.Caller.OwnerId);
            return;
        }

        var institution = Ids.Read("ins", named);
        w.Session.Shelf<InstitutionShelf>().Want(institution);
        w.Session.Shelf<DelegationShelf>().Want((w.Caller.OwnerId, institution));
    }

    /// <summary>The institution; one that is unknown is refused like one that does not let the caller.</summary>
    public static async Task<Outcome<InstitutionRow>> FindAsync(CallContext c, string? named)
    {
        var isItself = c.Caller.Role == Audience.Institution;
        if (named is null && !isItself)
        {
            return NotNamed;
        }

        var id = named is null ? c.Caller.OwnerId : Ids.Read("ins", named);
        var may = isItself ? id == c.Caller.OwnerId : await c.Session.Shelf<DelegationShelf>().FindAsync((c.Caller.OwnerId, id)) is not null;
        return may ? (await Institutions.FindAsync(c.Session, id))! : ErrorCodes.NotDelegated;
    }

    /// <summary>The institution that a proof of identity is kept with: a platform's is good at one of several, an institution's own systems act for no other.</summary>
    public static long? BoundTo(Caller caller, long institution) => caller.Role == Audience.CoursePlatform ? institution : null;

    /// <summary>The course platform that calls, if one does.</summary>
    public static long? PlatformOf(Caller caller) => caller.Role == Audience.CoursePlatform ? caller.OwnerId : null;

    /// <summary>What the journal keeps of a call that a platform makes: both. The system is in every row.</summary>
    public static IReadOnlyDictionary<string, long> Note(Caller caller, long institution) => caller.Role == Audience.CoursePlatform
        ? new Dictionary<string, long>(StringComparer.Ordinal) { ["platform"] = caller.OwnerId, ["acted_for"] = institution }
        : Nobody;

    private static readonly Dictionary<string, long> Nobody = new(StringComparer.Ordinal);
}
