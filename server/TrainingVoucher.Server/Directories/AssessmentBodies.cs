using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>The assessment bodies.</summary>
internal static class AssessmentBodies
{
    public static Fields Check(CreateAssessmentBodyRequest request) => AdmittedPartners.Check(request.Region, request.Name);

    public static async Task<Outcome<AssessmentBody>> CreateAsync(ChangeContext c, CreateAssessmentBodyRequest request)
    {
        var admitted = await AdmittedPartners.AssessmentBodies.AdmitAsync(c, request.Region, request.Name);
        return admitted.Refusal is { } refusal ? refusal : Show(admitted.Value);
    }

    public static Task<Outcome<Page<AssessmentBody>>> ListAsync(CallContext c, PageQuery query) => AdmittedPartners.AssessmentBodies.ListAsync(c, query, Show);

    private static AssessmentBody Show(AdmittedRow row) => new() { Id = Ids.Show("asb", row.Id), Region = Regions.Show(row.Region), Name = row.Name };
}
