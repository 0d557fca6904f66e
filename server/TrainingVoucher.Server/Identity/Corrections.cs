using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Whether a person is one of a region's: whose identity an authority may correct is for those to say who keep vouchers and registers.</summary>
internal delegate Task<bool> PersonOfRegion(Session session, long person, int region);

/// <summary>A person's document was wrong, or was reissued with another number.</summary>
internal sealed class Corrections(People people, PersonOfRegion belongs)
{
    public static Fields Check(CorrectIdentityRequest request) => new Fields()
        .Document(request.From, "from")
        .Document(request.To, "to")
        .Text(request.Reason, "reason", 500);

    public async Task<Outcome<Nothing>> CorrectAsync(ChangeContext c, CorrectIdentityRequest request)
    {
        if (await people.FindAsync(c.Session, request.From.Type, request.From.Number) is not { } person || !await belongs(c.Session, person, c.Caller.Region))
        {
            return ErrorCodes.NotFound;
        }

        if (!await people.CorrectAsync(c.Session, person, request.To.Type, request.To.Number, c.Now))
        {
            return ErrorCodes.PersonExists;
        }

        await c.JournalAsync("person.corrected", "per", person, request.Reason);
        return new Nothing();
    }
}
