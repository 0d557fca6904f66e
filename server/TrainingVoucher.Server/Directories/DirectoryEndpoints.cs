using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Directories;

internal static class DirectoryEndpoints
{
    public static void MapDirectories(this ApiRoutes api)
    {
        api.Change(Operations.CreateChannel, Channels.CreateAsync, Channels.Check);
        api.Read(Operations.ListChannels, Channels.ListAsync);
        api.Change(Operations.SwitchOffChannel, Channels.SwitchOffAsync, Fields.Of);
        api.Change(Operations.SwitchOnChannel, Channels.SwitchOnAsync, Fields.Of);

        api.Change(Operations.CreateCoursePlatform, (c, r) => AdmittedPartners.CoursePlatforms.CreateAsync(c, r.Region, r.Name), r => AdmittedPartners.Check(r.Region, r.Name));
        api.Read(Operations.ListCoursePlatforms, AdmittedPartners.CoursePlatforms.ListAsync);
        api.Change(Operations.CreateAssessmentBody, (c, r) => AdmittedPartners.AssessmentBodies.CreateAsync(c, r.Region, r.Name), r => AdmittedPartners.Check(r.Region, r.Name));
        api.Read(Operations.ListAssessmentBodies, AdmittedPartners.AssessmentBodies.ListAsync);

        api.Change(Operations.CreateInstitution, Institutions.CreateAsync, Institutions.Check);
        api.Read(Operations.ListInstitutions, Institutions.ListAsync);
        api.Change(Operations.SuspendInstitution, Institutions.SuspendAsync, Fields.Of);
        api.Change(Operations.ResumeInstitution, Institutions.ResumeAsync, Fields.Of);
    }
}
