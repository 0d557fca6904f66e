using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

public partial class AuthorityClient
{
    /// <summary>Admit a claiming channel.</summary>
    public virtual Task<Channel> CreateChannelAsync(CreateChannelRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateChannel, request, options, ct);

    /// <summary>List the channels admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<Channel>> ListChannelsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListChannels, query ?? new(), options, ct);

    /// <summary>List the channels admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Channel> ListAllChannelsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListChannels, query ?? new(), ct);

    /// <summary>Let nothing of the caller's region be claimed through a channel from now on.</summary>
    public virtual Task<Channel> SwitchOffChannelAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SwitchOffChannel, id, request, options, ct);

    /// <summary>Let vouchers of the caller's region be claimed through a channel again, as far as no authority above has it switched off.</summary>
    public virtual Task<Channel> SwitchOnChannelAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SwitchOnChannel, id, request, options, ct);

    /// <summary>List a training institution in the directory.</summary>
    public virtual Task<Institution> CreateInstitutionAsync(CreateInstitutionRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateInstitution, request, options, ct);

    /// <summary>List the training institutions of the caller's region; one page of it.</summary>
    public virtual Task<Page<Institution>> ListInstitutionsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListInstitutions, query ?? new(), options, ct);

    /// <summary>List the training institutions of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<Institution> ListAllInstitutionsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListInstitutions, query ?? new(), ct);

    /// <summary>Stop an institution from redeeming at once; what was redeemed goes on.</summary>
    public virtual Task<Institution> SuspendInstitutionAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SuspendInstitution, id, request, options, ct);

    /// <summary>Let a suspended institution redeem again.</summary>
    public virtual Task<Institution> ResumeInstitutionAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResumeInstitution, id, request, options, ct);

    /// <summary>Admit a course platform.</summary>
    public virtual Task<CoursePlatform> CreateCoursePlatformAsync(CreateCoursePlatformRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateCoursePlatform, request, options, ct);

    /// <summary>List the course platforms admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<CoursePlatform>> ListCoursePlatformsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListCoursePlatforms, query ?? new(), options, ct);

    /// <summary>List the course platforms admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<CoursePlatform> ListAllCoursePlatformsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListCoursePlatforms, query ?? new(), ct);

    /// <summary>Admit an assessment body.</summary>
    public virtual Task<AssessmentBody> CreateAssessmentBodyAsync(CreateAssessmentBodyRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateAssessmentBody, request, options, ct);

    /// <summary>List the assessment bodies admitted in the caller's region or above it; one page of it.</summary>
    public virtual Task<Page<AssessmentBody>> ListAssessmentBodiesAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListAssessmentBodies, query ?? new(), options, ct);

    /// <summary>List the assessment bodies admitted in the caller's region or above it; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<AssessmentBody> ListAllAssessmentBodiesAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListAssessmentBodies, query ?? new(), ct);

    /// <summary>Register a system that calls for an authority or for a partner.</summary>
    public virtual Task<ApiClient> CreateClientAsync(CreateClientRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateClient, request, options, ct);

    /// <summary>List the registered systems of the caller's region; one page of it.</summary>
    public virtual Task<Page<ApiClient>> ListClientsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListClients, query ?? new(), options, ct);

    /// <summary>List the registered systems of the caller's region; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<ApiClient> ListAllClientsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListClients, query ?? new(), ct);

    /// <summary>Add a public key to a system, for a rotation with overlap.</summary>
    public virtual Task<ApiClient> AddClientKeyAsync(string id, AddClientKeyRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.AddClientKey, id, request, options, ct);

    /// <summary>Revoke one key of a system; access tokens it obtained are refused at once.</summary>
    public virtual Task<ApiClient> RevokeClientKeyAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokeClientKey, id, request, options, ct);

    /// <summary>Revoke a system; its next call is refused.</summary>
    public virtual Task<ApiClient> RevokeClientAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokeClient, id, request, options, ct);

    /// <summary>Revoke every system of a channel, institution, course platform or assessment body at once, and cut its delegations.</summary>
    public virtual Task<RevokedPartner> RevokePartnerAsync(string id, Reason request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RevokePartner, id, request, options, ct);
}
