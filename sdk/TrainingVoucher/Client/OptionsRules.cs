using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>What options must satisfy.</summary>
internal static class OptionsRules
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    public static IReadOnlyList<string> Check(TrainingVoucherOptions options)
    {
        List<string> errors = [];
        CheckAddress(options.BaseAddress, errors);
        CheckCredentials(options, errors);
        CheckTimes(options, errors);
        if (options.Client?.Scopes == Scope.Unknown)
        {
            errors.Add("Client.Scopes must name a scope, or be left out.");
        }

        if (options is { HttpClient: not null, HttpMessageHandler: not null })
        {
            errors.Add("HttpClient and HttpMessageHandler exclude each other.");
        }

        if (options.TimeProvider is null)
        {
            errors.Add("TimeProvider must not be null.");
        }

        return errors;
    }

    public static void Check(RequestOptions? options)
    {
        if (options?.IdempotencyKey is { } key && (key.Length is < 1 or > 64 || !key.All(c => c is > ' ' and <= '~')))
        {
            throw new ArgumentException("IdempotencyKey must be 1 to 64 visible ASCII characters.", nameof(options));
        }

        if (options?.AttemptTimeout is { } timeout && !IsTimeout(timeout))
        {
            throw new ArgumentException("AttemptTimeout must be 10 milliseconds to 1 hour.", nameof(options));
        }
    }

    private static void CheckAddress(Uri? address, List<string> errors)
    {
        if (address is not { IsAbsoluteUri: true })
        {
            errors.Add("BaseAddress must be an absolute address.");
            return;
        }

        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        {
            errors.Add("BaseAddress must be https; http only on this very machine.");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            errors.Add("BaseAddress must have no query, fragment or user.");
        }
    }

    private static void CheckCredentials(TrainingVoucherOptions options, List<string> errors)
    {
        if (options.Client is { } client)
        {
            CheckId(client.ClientId, "cli_", "Client.ClientId", errors);
            CheckId(client.KeyId, "key_", "Client.KeyId", errors);
            CheckKey(SigningKey.Check(client.PrivateKey, client.PrivateKeyPem), "Client", errors);
        }

        if (options.Officer is { } officer)
        {
            CheckId(officer.OfficerId, "off_", "Officer.OfficerId", errors);
            CheckId(officer.KeyId, "key_", "Officer.KeyId", errors);
            CheckKey(SigningKey.Check(officer.PrivateKey, officer.PrivateKeyPem), "Officer", errors);
            if (options.Client is null)
            {
                errors.Add("Officer needs Client: an officer acts through the system of an authority.");
            }
        }
    }

    private static void CheckId(string? id, string prefix, string name, List<string> errors)
    {
        if (id is null || id.Length <= prefix.Length || !id.StartsWith(prefix, StringComparison.Ordinal))
        {
            errors.Add($"{name} must begin with {prefix}.");
        }
    }

    private static void CheckKey(string? wrong, string name, List<string> errors)
    {
        if (wrong is not null)
        {
            errors.Add($"{name} {wrong}.");
        }
    }

    private static void CheckTimes(TrainingVoucherOptions options, List<string> errors)
    {
        if (options.MaxRetries is < 0 or > 20)
        {
            errors.Add("MaxRetries must be 0 to 20.");
        }

        if (options.RetryDelay < TimeSpan.FromMilliseconds(1) || options.RetryDelay > TimeSpan.FromMinutes(1))
        {
            errors.Add("RetryDelay must be 1 millisecond to 1 minute.");
        }

        if (options.MaxRetryDelay < options.RetryDelay || options.MaxRetryDelay > LongestTimeout)
        {
            errors.Add("MaxRetryDelay must be RetryDelay to 1 hour.");
        }

        if (!IsTimeout(options.AttemptTimeout))
        {
            errors.Add("AttemptTimeout must be 10 milliseconds to 1 hour.");
        }
    }

    private static bool IsTimeout(TimeSpan timeout) => timeout >= ShortestTimeout && timeout <= LongestTimeout;
}
