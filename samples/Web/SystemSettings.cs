using TrainingVoucher.Client;

namespace SampleWeb;

/// <summary>The system that calls the server.</summary>
internal abstract record SystemSettings
{
    public Uri? Server { get; init; }

    public string ClientId { get; init; } = "";

    public string KeyId { get; init; } = "";

    /// <summary>The private key as PEM.</summary>
    public string PrivateKeyFile { get; init; } = "";

    public virtual void Configure(TrainingVoucherOptions options)
    {
        options.BaseAddress = Server;
        options.Client = new ClientCredentials { ClientId = ClientId, KeyId = KeyId, PrivateKeyPem = File.Exists(PrivateKeyFile) ? File.ReadAllText(PrivateKeyFile) : null };
        // Somebody waits for the page.
        options.MaxRetryDelay = TimeSpan.FromSeconds(5);
        options.AttemptTimeout = TimeSpan.FromSeconds(10);
    }
}
