using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>Partners ask to be registered, an officer of the region decides: an approval admits the partner and registers its system in one step.</summary>
internal static class Registrations
{
    /// <summary>More of one region do not wait: anybody may ask, and somebody has to read them.</summary>
    public const int MostWaiting = 500;

    private static readonly ClientKind[] Kinds = [ClientKind.Channel, ClientKind.Institution, ClientKind.CoursePlatform, ClientKind.AssessmentBody];

    public static Fields Check(RequestRegistrationRequest r)
    {
        var fields = new Fields()
            .Must(Kinds.Contains(r.Kind), "kind", "invalid", "Must be a kind of partner.")
            .Region(r.Region, "region")
            .Text(r.Name, "name", 100)
            .Must((r.InstitutionType is not null) == (r.Kind == ClientKind.Institution), "institutionType", "invalid", "Must be given for an institution, and only then.")
            .Text(r.SystemName, "systemName", 100)
            .Text(r.Contact.Name, "contact.name", 50)
            .Text(r.Contact.Reach, "contact.reach", 100);
        return r.InstitutionType is { } type ? fields.Known(type, "institutionType") : fields;
    }

    public static async Task<Outcome<RegistrationStatus>> RequestAsync(ChangeContext c, RequestRegistrationRequest r)
    {
        var region = Regions.Read(r.Region);
        if (region < 0)
        {
            return ErrorCodes.RegionUnknown;
        }

        if (PublicPoint.Import(r.PublicKey) is not { } key)
        {
            return ErrorCodes.KeyNotUsable;
        }

        if (await RegistrationRows.CountWaitingAsync(c.Session, region) >= MostWaiting)
        {
            return ErrorCodes.RegistrationsFull;
        }

        var row = New(r, region) with { Thumbprint = key.Thumbprint, RequestedAt = c.Now };
        await RegistrationRows.InsertAsync(c.Session, row);
        return row.ShowStatus();
    }

    public static async Task<Outcome<RegistrationStatus>> StatusAsync(CallContext c, Nothing nothing) =>
        Base64UrlText.Read(c.Id, SHA256.HashSizeInBytes) is { } thumbprint && await RegistrationRows.FindByKeyAsync(c.Session, thumbprint) is { } row
            ? row.ShowStatus()
            : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<Registration>>> ListAsync(CallContext c, PageQuery query) =>
        query.Page(await RegistrationRows.ListAsync(c, query), row => row.Show(), row => row.Id);

    public static async Task<Outcome<Registration>> ApproveAsync(ChangeContext c, Nothing nothing)
    {
        if (await RegistrationRows.FindAsync(c) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (row.State != RegistrationState.Waiting)
        {
            return ErrorCodes.RegistrationDecided;
        }

        var owner = await AdmitAsync(c, row);
        if (owner.Refusal is { } notAdmitted)
        {
            return notAdmitted;
        }

        var client = await Clients.CreateAsync(c, new() { OwnerId = owner.Value, Name = row.SystemName, PublicKey = row.PublicKey });
        if (client.Refusal is { } notRegistered)
        {
            return notRegistered;
        }

        return await DecideAsync(c, row with
        {
            State = RegistrationState.Approved,
            OwnerId = Ids.Read(Roles.Of(row.Kind).Prefix, owner.Value),
            ClientId = Ids.Read("cli", client.Value.Id),
            KeyId = Ids.Read("key", client.Value.Keys[0].Id),
        });
    }

    public static async Task<Outcome<Registration>> RejectAsync(ChangeContext c, Reason reason) => await RegistrationRows.FindAsync(c) is { } row
        ? await DecideAsync(c, row with { State = RegistrationState.Rejected, Reason = reason.Text })
        : ErrorCodes.NotFound;

    private static async Task<Outcome<Registration>> DecideAsync(ChangeContext c, RegistrationRow decided)
    {
        if (!await RegistrationRows.DecideAsync(c, decided))
        {
            return ErrorCodes.RegistrationDecided;
        }

        var isApproved = decided.State == RegistrationState.Approved;
        await c.JournalAsync(Told(isApproved ? "registration.approved" : "registration.rejected", decided, c.Now) with { Reason = decided.Reason });
        return (decided with { OfficerId = c.Officer, ContactName = null, ContactReach = null }).Show();
    }

    /// <summary>The id of the partner, admitted as if an officer had entered it.</summary>
    private static async Task<Outcome<string>> AdmitAsync(ChangeContext c, RegistrationRow row)
    {
        var region = Regions.Show(row.Region);
        return row.Kind switch
        {
            ClientKind.Channel => Id(await Channels.CreateAsync(c, new() { Region = region, Name = row.Name }), channel => channel.Id),
            ClientKind.Institution => Id(await Institutions.CreateAsync(c, new() { Region = region, Name = row.Name, Type = row.InstitutionType!.Value }), i => i.Id),
            ClientKind.CoursePlatform => Id(await AdmittedPartners.CoursePlatforms.CreateAsync(c, region, row.Name), platform => platform.Id),
            _ => Id(await AdmittedPartners.AssessmentBodies.CreateAsync(c, region, row.Name), body => body.Id),
        };

        static Outcome<string> Id<T>(Outcome<T> admitted, Func<T, string> id) => admitted.Refusal is { } refusal ? refusal : id(admitted.Value);
    }

    private static RegistrationRow New(RequestRegistrationRequest r, int region) => new()
    {
        Id = Ids.New(),
        Kind = r.Kind,
        Region = region,
        NameZh = r.Name.Zh,
        NameEn = r.Name.En,
        InstitutionType = r.InstitutionType,
        SystemName = r.SystemName,
        KeyX = r.PublicKey.X,
        KeyY = r.PublicKey.Y,
        ContactName = r.Contact.Name,
        ContactReach = r.Contact.Reach,
        State = RegistrationState.Waiting,
    };

    // Names of partners are told when they are admitted; the contact never is.
    private static JournalEntry Told(string @event, RegistrationRow row, DateTimeOffset now) => new()
    {
        Event = @event,
        Kind = "reg",
        Subject = ChangeContext.Bytes(row.Id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["kind"] = (int)row.Kind, ["region"] = row.Region, ["client"] = row.ClientId ?? 0 },
    };
}
