using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TrainingVoucher.Server.Partners;

/// <summary>The platform promises no thread safety for one ECDsa object, so each is used by one call at a time.</summary>
internal sealed class JwtKeyPool(ECParameters parameters, string keyId)
{
    private readonly ConcurrentBag<ECDsaSecurityKey> idle = [];

    public T Use<T>(Func<ECDsaSecurityKey, T> use)
    {
        var key = Rent();
        var result = use(key);
        idle.Add(key);
        return result;
    }

    public async Task<T> UseAsync<T>(Func<ECDsaSecurityKey, Task<T>> use)
    {
        var key = Rent();
        var result = await use(key);
        idle.Add(key);
        return result;
    }

    /// <summary>A key whose providers are not kept in the library's cache, which goes by key id alone.</summary>
    public static ECDsaSecurityKey Wrap(ECDsa key, string keyId) => new(key)
    {
        KeyId = keyId,
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };

    private ECDsaSecurityKey Rent() => idle.TryTake(out var key) ? key : Wrap(ECDsa.Create(parameters), keyId);
}
