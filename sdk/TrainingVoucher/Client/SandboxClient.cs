using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls about a sandbox itself. A sandbox is reached like a server, at <c>…/sandbox/</c> of a real one; no real server has these calls.</summary>
public class SandboxClient : RoleClient
{
    internal SandboxClient(ApiCall? call)
        : base(call)
    {
    }

    /// <summary>For substitutes.</summary>
    protected SandboxClient()
        : base(call: null)
    {
    }

    /// <summary>Let a system into the sandbox at once, as a partner of its own with batches, vouchers and test persons; needs no credentials.</summary>
    public virtual Task<SandboxPartner> JoinAsync(JoinSandboxRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.JoinSandbox, request, options, ct);

    /// <summary>Tell the time of the sandbox; needs no credentials.</summary>
    public virtual Task<SandboxClock> GetClockAsync(RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.GetSandboxClock, options, ct);

    /// <summary>Move the clock of the sandbox forward, for everybody in it.</summary>
    public virtual Task<SandboxClock> MoveClockAsync(MoveSandboxClockRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.MoveSandboxClock, request, options, ct);

    /// <summary>Remove everything in the sandbox, everybody's systems among it, and set it up anew at the real time; join again afterwards.</summary>
    public virtual Task<SandboxClock> ResetAsync(RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResetSandbox, options, ct);

    /// <summary>Ask whether the server is a sandbox, which the mark of its answers says; any server can be asked.</summary>
    /// <exception cref="TrainingVoucherException">There is no answer.</exception>
    public virtual async Task<bool> IsSandboxAsync(CancellationToken ct = default) =>
        (await Call.Connection.GetAsync(PublicClient.HealthPath, ct).ConfigureAwait(false)).IsSandbox;
}
