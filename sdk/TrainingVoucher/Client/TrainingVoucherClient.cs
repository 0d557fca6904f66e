namespace TrainingVoucher.Client;

/// <summary>
/// The calls of the API by role. Make one and keep it: it holds the connections and the access token, and is safe for use from many threads.
/// Calls fail with <see cref="TrainingVoucherException"/>; misuse throws <see cref="ArgumentException"/> or <see cref="InvalidOperationException"/>.
/// </summary>
public class TrainingVoucherClient : IDisposable
{
    private readonly ApiConnection? connection;
    private readonly Transport? transport;
    private readonly AccessTokens? tokens;

    /// <summary>Makes a client.</summary>
    /// <param name="options">How to reach the server and as whom; read once.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists everything that is wrong.</exception>
    public TrainingVoucherClient(TrainingVoucherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        var address = new BaseAddress(options.BaseAddress!);
        transport = new Transport(options);
        if (options.Client is { } client)
        {
            tokens = new AccessTokens(new TokenEndpoint(transport, address, client, options.Officer, options.TimeProvider), options.TimeProvider);
        }

        connection = new ApiConnection(transport, address, tokens);
        var call = new ApiCall(connection);
        Authority = new AuthorityClient(call);
        Channel = new ChannelClient(call);
        Institution = new InstitutionClient(call);
        CoursePlatform = new CoursePlatformClient(call);
        RegionalSystem = new RegionalSystemClient(call);
        Public = new PublicClient(call);
        Sandbox = new SandboxClient(call);
    }

    /// <summary>For substitutes: makes a client whose members all have to be overridden.</summary>
    protected TrainingVoucherClient()
    {
        Authority = new AuthorityClient(call: null);
        Channel = new ChannelClient(call: null);
        Institution = new InstitutionClient(call: null);
        CoursePlatform = new CoursePlatformClient(call: null);
        RegionalSystem = new RegionalSystemClient(call: null);
        Public = new PublicClient(call: null);
        Sandbox = new SandboxClient(call: null);
    }

    /// <summary>The calls of a labour department's system.</summary>
    public virtual AuthorityClient Authority { get; }

    /// <summary>The calls of a claiming channel.</summary>
    public virtual ChannelClient Channel { get; }

    /// <summary>The calls of a training institution.</summary>
    public virtual InstitutionClient Institution { get; }

    /// <summary>The calls of a course platform.</summary>
    public virtual CoursePlatformClient CoursePlatform { get; }

    /// <summary>The calls of a region's own system, without an officer.</summary>
    public virtual RegionalSystemClient RegionalSystem { get; }

    /// <summary>The calls that need no credentials.</summary>
    public virtual PublicClient Public { get; }

    /// <summary>The calls about a sandbox itself.</summary>
    public virtual SandboxClient Sandbox { get; }

    /// <summary>
    /// Sends a request of one's own, once, and gives the answer as it is. Adds an access token and, but for GET, an
    /// <c>Idempotency-Key</c>, unless the request has its own.
    /// </summary>
    /// <param name="request">The request; its address is relative to the base address, or lies below it.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The answer, whatever its status; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The address does not lie below the base address.</exception>
    public virtual Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return connection?.SendRawAsync(request, ct) ?? throw new NotSupportedException("This client was made without a connection.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections the client made itself.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            tokens?.Dispose();
            transport?.Dispose();
        }
    }
}
