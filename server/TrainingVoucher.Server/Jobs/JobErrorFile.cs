using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>How persons are shown in a file: masked, and the look at them journalled.</summary>
internal delegate Task<IReadOnlyDictionary<long, MaskedHolder>> ShowPersons(ChangeContext c, IReadOnlyCollection<long> persons);

/// <summary>Writes the errors of a job as a CSV file, a page at a time, however many there are.</summary>
internal sealed class JobErrorFile(IStore store, ShowPersons show, TimeProvider time)
{
    private const int PageRows = 500;

    private static readonly string[] Chinese = ["行号", "字段", "原因", "说明", "券码", "持券人", "证件"];
    private static readonly string[] English = ["row", "field", "reason", "message", "voucher", "holder", "document"];

    public async Task<Answer?> SendAsync(HttpContext context, Caller caller)
    {
        var query = RequestReader.Query<RejectedRowsQuery>(context.Request);
        if (query.Refusal is { } wrong)
        {
            return Answer.Of<Nothing>(context, wrong);
        }

        var id = context.Request.RouteValues["id"] as string;
        if (await store.ReadAsync(session => JobStore.OwnAsync(new CallContext(session, caller, time.GetUtcNow(), id)), context.RequestAborted) is not { } job)
        {
            return Answer.Of<Nothing>(context, ErrorCodes.NotFound);
        }

        await WriteAsync(context, caller, job, query.Value.Language ?? FileLanguage.Zh);
        return null;
    }

    private async Task WriteAsync(HttpContext context, Caller caller, JobRow job, FileLanguage language)
    {
        await using var file = await CsvFile.BeginAsync(context, $"{Ids.Show("job", job.Id)}-rejected-rows.csv", language == FileLanguage.En ? English : Chinese);
        IReadOnlyList<JobErrorRow> page = [];
        do
        {
            var last = page.Count > 0 ? page[^1] : null;
            (page, var holders) = await store.ChangeAsync(session => PageAsync(new ChangeContext(session, caller, time.GetUtcNow(), null, null), job, last), context.RequestAborted);
            foreach (var error in page)
            {
                var holder = error.PersonId is { } person ? holders[person] : null;
                await file.WriteAsync($"{error.Row}", error.Field, error.Reason, RowReasons.Say(error.Reason, language), error.Code ?? "", holder?.Name ?? "", holder?.Document ?? "");
            }
        }
        while (page.Count == PageRows);
    }

    private async Task<(IReadOnlyList<JobErrorRow> Page, IReadOnlyDictionary<long, MaskedHolder> Holders)> PageAsync(ChangeContext c, JobRow job, JobErrorRow? last)
    {
        var page = await JobErrors.AfterAsync(c.Session, job.Id, last, PageRows);
        var persons = page.Select(e => e.PersonId).OfType<long>().Distinct().ToList();
        if (persons.Count == 0)
        {
            return (page, new Dictionary<long, MaskedHolder>());
        }

        await c.JournalAsync(new()
        {
            Event = "job.rejected_rows_read", Kind = "job", Subject = ChangeContext.Bytes(job.Id), At = c.Now,
            Values = new Dictionary<string, long>(persons.Select((p, i) => KeyValuePair.Create($"person{i:D3}", p)), StringComparer.Ordinal) { ["rows"] = page.Count },
        });
        return (page, await show(c, persons));
    }
}
