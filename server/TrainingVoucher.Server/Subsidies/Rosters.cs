using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>An institution hands in a roster. Its good rows become an application, the others are reported with the code that refused them.</summary>
internal sealed class Rosters(VoucherIssue issue)
{
    public const int MaxRows = 10_000;

    private const string Field = "code";

    private sealed record Entry(int Number, VoucherRow Voucher, long? BudgetLine);

    public async Task<Outcome<SubmittedApplication>> SubmitAsync(ChangeContext c, Upload<SubmitApplicationRequest, RosterRow> upload)
    {
        var id = Ids.New();
        var (authority, entries) = await ReadAsync(c, upload, id);
        if (entries.Count == 0)
        {
            return new SubmittedApplication { Report = upload.Report(0) };
        }

        var row = new ApplicationRow
        {
            Id = id,
            InstitutionId = c.Caller.OwnerId,
            AuthorityId = authority,
            Region = (await Authorities.RegionOfAsync(c.Session, authority))!.Value,
            Benefit = upload.Request.Benefit,
            State = ApplicationState.Submitted,
            SubmittedAt = c.Now,
        };
        await ApplicationStore.InsertAsync(c.Session, row);
        foreach (var entry in ApplicationLedger.InLockOrder(entries, e => (e.Voucher.Bucket, e.Voucher.Id)))
        {
            if (await AddAsync(c, row, entry) is { } refusal)
            {
                return refusal;
            }
        }

        var application = (await ApplicationStore.FindAsync(c.Session, id))!;
        await JournalAsync(c, application);
        return new SubmittedApplication { Application = application.ToContract(), Report = upload.Report(entries.Count) };
    }

    /// <summary>The rows that can be applied for, and the authority that pays for the first of them and so for all.</summary>
    private async Task<(long Authority, List<Entry> Entries)> ReadAsync(ChangeContext c, Upload<SubmitApplicationRequest, RosterRow> upload, long id)
    {
        var (authority, entries, seen, offers) = (0L, new List<Entry>(), new HashSet<VoucherId>(), new Dictionary<long, Offer>());
        var command = new VoucherCommand.Apply(c.Caller.OwnerId, id);
        var institution = (await Institutions.FindAsync(c.Session, c.Caller.OwnerId))!;
        foreach (var (number, row) in upload.Rows)
        {
            if (!VoucherCode.TryParse(row.Code, out var code, out var misread))
            {
                Reject(upload, number, ErrorCodes.Find(misread.ToCode())!);
            }
            else if (!seen.Add(code.Id))
            {
                upload.Reject(number, Field, "duplicate", "Stands in the roster already.");
            }
            else if (await issue.FindAsync(c.Session, code.Id) is not { } voucher)
            {
                Reject(upload, number, ErrorCodes.UnknownCode);
            }
            else if (await OfferAsync(c.Session, voucher, offers) is var offer
                && Refuses(voucher, offer, institution, command, c.Now) is { } refusal)
            {
                Reject(upload, number, refusal);
            }
            else if (authority != 0 && offer.Batch.AuthorityId != authority)
            {
                upload.Reject(number, Field, "other_authority", "Is paid by another authority than the rows before; apply for it separately.");
            }
            else
            {
                authority = offer.Batch.AuthorityId;
                entries.Add(new Entry(number, voucher, offer.Batch.LineId));
            }
        }

        return (authority, entries);
    }

    /// <summary>Why a voucher cannot be applied for. One that the institution neither redeemed nor could is unknown to it.</summary>
    private static ErrorCode? Refuses(VoucherRow voucher, Offer offer, InstitutionRow institution, VoucherCommand.Apply command, DateTimeOffset now) =>
        voucher.InstitutionId is null && offer.Scheme.Rules.Refuses(offer.Scheme.Region, institution) is not null
            ? ErrorCodes.UnknownCode
            : VoucherTransitions.Decide(voucher, VoucherLedger.Terms(offer.Scheme, offer.Batch), command, now).Refusal;

    private static async Task<Offer> OfferAsync(Session session, VoucherRow voucher, Dictionary<long, Offer> known)
    {
        if (!known.TryGetValue(voucher.BatchId, out var offer))
        {
            var (batch, scheme) = (await BatchStore.FindAsync(session, voucher.BatchId), await SchemeStore.FindAsync(session, voucher.SchemeId));
            known[voucher.BatchId] = offer = new Offer(batch!, scheme!);
        }

        return offer;
    }

    /// <summary>Puts one voucher on the application; a refusal undoes the whole roster.</summary>
    private static async Task<Refusal?> AddAsync(ChangeContext c, ApplicationRow application, Entry entry)
    {
        var line = new LineRow
        {
            ApplicationId = application.Id,
            Line = entry.Number,
            Bucket = entry.Voucher.Bucket,
            VoucherId = entry.Voucher.Id,
            Benefit = application.Benefit,
            BudgetLineId = entry.BudgetLine,
            Fen = entry.Voucher.AmountFen,
            State = LineState.Submitted,
        };
        var command = new VoucherCommand.Apply(application.InstitutionId, application.Id);
        if ((await VoucherLedger.ExecuteAsync(c.Session, entry.Voucher, command, c.Now, c.JournalAsync)).Refusal is { } refusal)
        {
            return refusal;
        }

        // The voucher was in no application when it was read: somebody put it into one since.
        return await ApplicationStore.InsertAsync(c.Session, line) ? null : throw new LostRaceException(0, 1);
    }

    private static void Reject(Upload<SubmitApplicationRequest, RosterRow> upload, int number, ErrorCode code) =>
        upload.Reject(number, Field, code.Code, code.English);

    private static Task JournalAsync(ChangeContext c, Application application) => c.JournalAsync(new()
    {
        Event = "application.submitted",
        Kind = "app",
        Subject = ChangeContext.Bytes(application.Row.Id),
        At = c.Now,
        NewState = (int)application.Row.State,
        Fen = application.Lines.Sum(l => l.Fen),
        Concern = application.Row.Concern,
        Values = application.Lines.ToDictionary(l => $"{l.Line}", l => (long)l.State, StringComparer.Ordinal),
        Texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["institution"] = Ids.Show("ins", application.Row.InstitutionId),
            ["authority"] = Ids.Show("aut", application.Row.AuthorityId),
        },
    });
}
