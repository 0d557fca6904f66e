using System.Globalization;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Schemes;

namespace TrainingVoucher.Server.Releases;

/// <summary>The job that lists the persons of an uploaded file for a batch, as long as its release is not decided.</summary>
internal sealed class ListPersons(Proposals proposals, JobInputs inputs) : IJobKind
{
    public JobKind Kind => JobKind.ListPersons;

    public async Task<JobStep> RunAsync(ChangeContext c, JobRow job)
    {
        if (!await BatchStore.KeepProposedAsync(c.Session, job.BatchId!.Value))
        {
            return JobStep.Stop(ErrorCodes.ReleaseDecided);
        }

        var chunk = job.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        if (await inputs.ReadAsync(c.Session, job.Id, chunk) is not { } bytes)
        {
            return JobStep.End;
        }

        var reader = new Utf8JsonReader(bytes);
        var rows = JsonElement.ParseValue(ref reader).EnumerateArray();
        var upload = UploadReader.Sort<AddPersonsRequest, PersonRow>(new AddPersonsRequest([]), rows, (int)(job.NextRow - 1));
        var report = upload.Report(await proposals.ListAsync(c, job.BatchId.Value, upload));
        await JobInputs.DropAsync(c.Session, job.Id, chunk);
        return new JobStep(
            report.Accepted,
            [.. report.Errors.Select(e => new JobError(e.Row, e.Field, e.Reason))],
            (chunk + 1).ToString(CultureInfo.InvariantCulture));
    }
}
