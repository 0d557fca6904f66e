using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>Says of the vouchers of a roster, of the caller's region, where they stand and whose they are.</summary>
internal sealed class RosterChecks(VoucherIssue issue, People people)
{
    private const int MaxRows = 2_000;

    public static Fields Validate(CheckRosterRequest r) => new Fields().Count(r.Rows, "rows", 1, MaxRows);

    public async Task<Outcome<CheckRosterAnswer>> CheckAsync(ChangeContext c, CheckRosterRequest r)
    {
        Want(c.Session, r.Rows);
        var (rows, persons, seen) = (new List<CheckedRosterRow>(r.Rows.Count), new HashSet<long>(), new HashSet<VoucherId>());
        foreach (var row in r.Rows)
        {
            rows.Add(await CheckAsync(c, row, seen, persons));
        }

        await c.JournalAsync(Looked(c, rows.Count, persons));
        return new CheckRosterAnswer(rows);
    }

    /// <summary>All vouchers and documents with one load.</summary>
    private void Want(Session session, IReadOnlyList<RosterCheckRow> rows)
    {
        foreach (var row in rows)
        {
            if (VoucherCode.TryParse(row.Code, out var code))
            {
                issue.Want(session, code.Id);
            }

            if (row.Document is { } document && IsDocument(document))
            {
                session.Shelf<DocumentShelf>().Want(people.KeyOf(document.Type, document.Number));
            }
        }
    }

    private async Task<CheckedRosterRow> CheckAsync(ChangeContext c, RosterCheckRow row, HashSet<VoucherId> seen, HashSet<long> persons)
    {
        if (!VoucherCode.TryParse(row.Code, out var code, out var misread))
        {
            return Refused(row, misread.ToCode());
        }

        if (!seen.Add(code.Id))
        {
            return Refused(row, "duplicate");
        }

        if (row.Document is { } document && !IsDocument(document))
        {
            return Refused(row, "document_invalid");
        }

        if (await issue.FindAsync(c.Session, code.Id) is not { } voucher || !Regions.Covers(c.Caller.Region, voucher.Region))
        {
            return Refused(row, ErrorCodes.UnknownCode.Code);
        }

        persons.Add(voucher.PersonId);
        return new()
        {
            Code = row.Code,
            State = voucher.StateAt(c.Now),
            IsHolder = row.Document is null ? null : await People.FindAsync(c.Session, people.KeyOf(row.Document.Type, row.Document.Number)) == voucher.PersonId,
            SchemeId = Ids.Show("sch", voucher.SchemeId),
            BatchId = Ids.Show("bat", voucher.BatchId),
            InstitutionId = Ids.ShowOptional("ins", voucher.InstitutionId),
            Project = voucher.Project,
            Level = voucher.Level,
            RedeemedAt = voucher.RedeemedAt,
            Fen = voucher.RedeemedAt is null ? null : voucher.AmountFen,
            ApplicationId = Ids.ShowOptional("app", voucher.ApplicationId),
        };
    }

    private static bool IsDocument(IdentityDocument document) => new Fields().Document(document, "document").Refusal is null;

    private static CheckedRosterRow Refused(RosterCheckRow row, string refusal) => new() { Code = row.Code, Refusal = refusal };

    /// <summary>Whose vouchers were looked at.</summary>
    private static JournalEntry Looked(ChangeContext c, int rows, HashSet<long> persons) => new()
    {
        Event = "authority.roster_checked",
        Kind = "aut",
        Subject = ChangeContext.Bytes(c.Caller.OwnerId),
        At = c.Now,
        Values = new Dictionary<string, long>(persons.Order().Select((person, i) => KeyValuePair.Create($"person{i:D4}", person)), StringComparer.Ordinal) { ["rows"] = rows },
    };
}
