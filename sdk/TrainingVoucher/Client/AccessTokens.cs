namespace TrainingVoucher.Client;

/// <summary>An access token and the time from which it is no longer used.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset RefreshAt)
{
    public override string ToString() => nameof(AccessToken);
}

/// <summary>Keeps one access token; callers who need a new one at the same time wait for the same request.</summary>
internal sealed class AccessTokens(TokenEndpoint endpoint, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource lifetime = new();
    private AccessToken? current;
    private Task<AccessToken>? pending;

    /// <summary>A token that is fresh and is not the one the server has just refused.</summary>
    public async Task<AccessToken> GetAsync(AccessToken? refused, CancellationToken ct)
    {
        Task<AccessToken> fetch;
        lock (gate)
        {
            if (current is not null && current != refused && time.GetUtcNow() < current.RefreshAt)
            {
                return current;
            }

            if (pending is null or { IsCompleted: true })
            {
                // Not the caller's cancellation: the others still wait when this one gives up.
                pending = Task.Run(() => FetchAsync(lifetime.Token), lifetime.Token);
            }

            fetch = pending;
        }

        return await fetch.WaitAsync(ct).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!lifetime.IsCancellationRequested)
        {
            lifetime.Cancel();
            lifetime.Dispose();
        }

        endpoint.Dispose();
    }

    private async Task<AccessToken> FetchAsync(CancellationToken ct)
    {
        var token = await endpoint.RequestAsync(ct).ConfigureAwait(false);
        lock (gate)
        {
            current = token;
        }

        return token;
    }
}
