namespace TrainingVoucher.Client;

/// <summary>How a <see cref="TrainingVoucherClient"/> reaches the server, and as whom.</summary>
public sealed class TrainingVoucherOptions
{
    /// <summary>The address of the server; https, or http on this very machine. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The calling system. Needed for everything but <see cref="TrainingVoucherClient.Public"/>.</summary>
    public ClientCredentials? Client { get; set; }

    /// <summary>The officer in whose name an authority's system calls; none for channels and institutions.</summary>
    public OfficerCredentials? Officer { get; set; }

    /// <summary>The clock for tokens, waits and timeouts. The default value is <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Sends the requests in place of a client of the SDK's own; it is not disposed. Its timeout should exceed <see cref="AttemptTimeout"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Sends the requests in place of a handler of the SDK's own, for a proxy or for tests; it is not disposed. Not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>How often a call is repeated when the network or the server fails, 0 to 20. The default value is 4.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The wait before the first repetition, doubled for each further one and spread by chance; 1 millisecond to 1 minute. The default value is 500 milliseconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a repetition, at least <see cref="RetryDelay"/>; a call whose answer asks for a longer one fails at once. The default value is 1 minute.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one attempt may take, 10 milliseconds to 1 hour; <see cref="RequestOptions.AttemptTimeout"/> overrides it. The default value is 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Everything that is wrong with these options, one sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate() => OptionsRules.Check(this);
}

/// <summary>What one call does differently.</summary>
public sealed record RequestOptions
{
    /// <summary>
    /// The key that makes a repeated command take effect once: 1 to 64 visible ASCII characters. Give one to repeat a command after a crash.
    /// The default value is a new random key per call.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long one attempt may take, 10 milliseconds to 1 hour. The default value is <see cref="TrainingVoucherOptions.AttemptTimeout"/>.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
