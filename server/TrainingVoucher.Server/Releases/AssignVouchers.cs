using System.Globalization;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Releases;

/// <summary>The job that assigns the vouchers of a released batch to a long list. Each chunk can be claimed as soon as it is committed.</summary>
internal sealed class AssignVouchers(Assignments assignments, int atOnce) : IJobKind
{
    public JobKind Kind => JobKind.AssignVouchers;

    public async Task<JobStep> RunAsync(ChangeContext c, JobRow job)
    {
        var batch = (await BatchStore.FindAsync(c.Session, job.BatchId!.Value))!;
        var after = job.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        var persons = await ReleaseStore.ListedAsync(c.Session, batch.Id, after, atOnce);
        if (persons.Count == 0)
        {
            return JobStep.End;
        }

        var offer = new Offer(batch, (await SchemeStore.FindAsync(c.Session, batch.SchemeId))!);
        var without = await assignments.AssignAsync(c, offer, persons);
        return new JobStep(
            persons.Count - without.Count,
            [.. without.Select(w => new JobError(job.NextRow + w.Index, "", w.Reason.Code, PersonId: persons[w.Index]))],
            persons[^1].ToString(CultureInfo.InvariantCulture));
    }
}
