using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>
/// Online deduction (线上扣减) begins here: what an institution may know of the vouchers of a holder who lets it, so that one is redeemed
/// without being scanned. Only those that it could redeem, and of the holder no more than what it calls him anyway.
/// </summary>
internal sealed class Deductions(HolderReferences references)
{
    private const int MostListed = 200;

    private const string Usable = $"""
        SELECT {VoucherStore.Columns}
        FROM voucher t
        WHERE t.bucket = @bucket AND t.person_id = @person AND t.state = 2 AND t.last_day >= @today
        ORDER BY t.last_day, t.created_at, t.id
        """;

    public static Fields Validate(ListUsableVouchersRequest r) => new Fields().Text(r.Assertion, "assertion", 100);

    public async Task<Outcome<UsableVoucherList>> ListAsync(ChangeContext c, ListUsableVouchersRequest r)
    {
        var acting = await ActingInstitution.FindAsync(c, r.InstitutionId);
        if (acting.Refusal is { } notDelegated)
        {
            return notDelegated;
        }

        var occasion = new Occasion(IdentityPurpose.View) { Institution = ActingInstitution.BoundTo(c.Caller, acting.Value.Id) };
        var holder = await Assertions.UseAsync(c, Assertions.Read(r.Assertion), occasion);
        if (holder.Refusal is { } refusal)
        {
            return refusal;
        }

        var person = holder.Value.Person;
        var rows = await c.Session.QueryAsync<VoucherRow>(Usable, new { bucket = Ids.BucketOf(person), person, today = Calendar.DayOf(c.Now) });
        var shown = new List<UsableVoucher>();
        foreach (var voucher in await rows.ForAsync(c.Session, holder.Value.Proxy))
        {
            var (scheme, batch) = ((await SchemeStore.FindAsync(c.Session, voucher.SchemeId))!, (await BatchStore.FindAsync(c.Session, voucher.BatchId))!);
            if (scheme.Rules.Refuses(scheme.Region, acting.Value) is null && VoucherTransitions.RefusesUse(voucher, VoucherLedger.Terms(scheme, batch), c.Now) is null)
            {
                shown.Add(Show(voucher, scheme));
            }
        }

        await c.JournalAsync(Looked(c, holder.Value, acting.Value, shown.Count));
        return new UsableVoucherList([.. shown.Take(MostListed)]) { HolderReference = references.Of(c.Caller.OwnerId, person) };
    }

    private static UsableVoucher Show(VoucherRow v, SchemeRow scheme) => new()
    {
        Code = v.Code.Format(),
        State = v.State,
        SchemeName = scheme.Rules.Name,
        Projects = scheme.Rules.Content.Projects,
        Levels = scheme.Rules.Content.Levels,
        Form = scheme.Rules.Form,
        ValueMode = scheme.Rules.ValueMode,
        ValueFen = v.UnitFen,
        FirstDay = v.FirstDay,
        LastDay = v.LastDay,
    };

    /// <summary>Whose vouchers were looked at, and for which institution.</summary>
    private static JournalEntry Looked(ChangeContext c, Proven holder, InstitutionRow institution, int rows)
    {
        var entry = new JournalEntry
        {
            Event = "institution.vouchers_listed",
            Kind = "ins",
            Subject = ChangeContext.Bytes(institution.Id),
            At = c.Now,
            Values = new Dictionary<string, long>(ActingInstitution.Note(c.Caller, institution.Id), StringComparer.Ordinal) { ["person"] = holder.Person, ["rows"] = rows },
        };
        return holder.Proxy?.On(entry) ?? entry;
    }
}
