using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls that are open to anybody, and the client's own access token.</summary>
public class PublicClient : RoleClient
{
    internal const string HealthPath = "/healthz";

    internal PublicClient(ApiCall? call)
        : base(call)
    {
    }

    /// <summary>For substitutes.</summary>
    protected PublicClient()
        : base(call: null)
    {
    }

    /// <summary>Give the signed key-set manifest by which voucher tokens are checked offline.</summary>
    public virtual Task<KeySetDocument> GetKeySetAsync(RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetKeySet, options, ct);

    /// <summary>Give a signed checkpoint of the sealed log, the latest or that of a size.</summary>
    public virtual Task<CheckpointDocument> GetCheckpointAsync(CheckpointQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetCheckpoint, query ?? new(), options, ct);

    /// <summary>Prove which row stands at a position of the sealed log.</summary>
    public virtual Task<InclusionProof> GetInclusionProofAsync(InclusionQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetInclusionProof, query, options, ct);

    /// <summary>Prove that the sealed log of an earlier size is the beginning of a later one.</summary>
    public virtual Task<ConsistencyProof> GetConsistencyProofAsync(ConsistencyQuery query, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetConsistencyProof, query, options, ct);

    /// <summary>Ask for a partner and its first system to be registered; an officer of the region decides.</summary>
    public virtual Task<RegistrationStatus> RequestRegistrationAsync(RequestRegistrationRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RequestRegistration, request, options, ct);

    /// <summary>Say where the last request to be registered with a key stands, by the thumbprint of the key (<see cref="PublicKeyJwk.Thumbprint"/>).</summary>
    public virtual Task<RegistrationStatus> GetRegistrationStatusAsync(string thumbprint, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetRegistrationStatus, thumbprint, options, ct);

    /// <summary>Stand in for the holder's authentication on a development server; absent in production.</summary>
    public virtual Task<IdentityAssertion> SandboxAuthenticateAsync(string id, SandboxAuthenticateRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.SandboxAuthenticate, id, request, options, ct);

    /// <summary>Ask whether the server takes calls now.</summary>
    /// <returns><see langword="false"/> when it answers, after the usual repetitions, that it does not.</returns>
    /// <exception cref="TrainingVoucherException">There is no answer.</exception>
    public virtual async Task<bool> IsReadyAsync(CancellationToken ct = default) =>
        (await Call.Connection.GetAsync(HealthPath, ct).ConfigureAwait(false)).IsSuccess;

    /// <summary>Give the access token of this client's credentials, for calls made by other means; it lasts for at least some seconds.</summary>
    /// <exception cref="InvalidOperationException">The options name no credentials.</exception>
    public virtual Task<string> GetAccessTokenAsync(CancellationToken ct = default) => Call.Connection.TokenAsync(ct);
}
