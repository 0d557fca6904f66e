using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>The course platforms.</summary>
internal static class CoursePlatforms
{
    public static Fields Check(CreateCoursePlatformRequest request) => AdmittedPartners.Check(request.Region, request.Name);

    public static async Task<Outcome<CoursePlatform>> CreateAsync(ChangeContext c, CreateCoursePlatformRequest request)
    {
        var admitted = await AdmittedPartners.CoursePlatforms.AdmitAsync(c, request.Region, request.Name);
        return admitted.Refusal is { } refusal ? refusal : Show(admitted.Value);
    }

    public static Task<Outcome<Page<CoursePlatform>>> ListAsync(CallContext c, PageQuery query) => AdmittedPartners.CoursePlatforms.ListAsync(c, query, Show);

    private static CoursePlatform Show(AdmittedRow row) => new() { Id = Ids.Show("plf", row.Id), Region = Regions.Show(row.Region), Name = row.Name };
}
