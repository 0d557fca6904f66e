namespace TrainingVoucher.Server;

/// <summary>The OpenID Connect provider that authenticates holders. Every setting can be given as <c>TrainingVoucher:Identity:Name</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>The issuer, from which everything else about the provider is read; <c>https</c>, or <c>http</c> on this very machine. Without one there is no such provider.</summary>
    public string? Authority { get; set; }

    /// <summary>How this server is called there.</summary>
    public string? ClientId { get; set; }

    /// <summary>A file with the client secret, readable by this server alone; or <see cref="ClientKeyFile"/>.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>A PEM file with a P-256 private key for <c>private_key_jwt</c>, readable by this server alone; or <see cref="ClientSecretFile"/>.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>The <c>kid</c> of <see cref="ClientKeyFile"/>; its RFC 7638 thumbprint when left out.</summary>
    public string? ClientKeyId { get; set; }

    /// <summary>The scopes asked for; <c>openid</c> is among them. The default value is <c>openid</c>.</summary>
    public string Scopes { get; set; } = "openid";

    /// <summary>The <c>acr_values</c> asked for; none when left out.</summary>
    public string? AcrValues { get; set; }

    /// <summary>The claim of the ID token with the number of the document. The default value is <c>document_number</c>.</summary>
    public string NumberClaim { get; set; } = "document_number";

    /// <summary>The claim with the type of the document; every document is a resident ID card when left out.</summary>
    public string? TypeClaim { get; set; }

    /// <summary>The claim with the name. The default value is <c>name</c>.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>What the provider's types of documents are here: <c>residentIdCard</c>, <c>hongKongMacaoTaiwanResidencePermit</c> or <c>foreignPermanentResidentCard</c>; these names themselves when there is none.</summary>
    public IDictionary<string, string> Types { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the provider's <c>amr</c> values are here: <c>face</c>, <c>pin</c> or <c>card</c>; those of RFC 8176 when there is none.</summary>
    public IDictionary<string, string> Methods { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one request to the provider may take. The default value is 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
