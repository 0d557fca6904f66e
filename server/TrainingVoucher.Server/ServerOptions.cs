namespace TrainingVoucher.Server;

/// <summary>How the server runs. Every setting can be given as <c>TrainingVoucher:Name</c> in configuration.</summary>
public sealed class ServerOptions
{
    /// <summary>Where database and keys are. The default value is <c>data</c> below the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Whether the sandbox identity provider stands in for real authentication. The default value is <see langword="false"/>.</summary>
    public bool Sandbox { get; set; }

    /// <summary>The issuer that client assertions must be made for; the address of the request when left out.</summary>
    public string? Issuer { get; set; }

    /// <summary>How often expired vouchers, closed batches and lapsed redemptions are recorded. The default value is one minute.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the journal is sealed. The default value is one second.</summary>
    public TimeSpan SealInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pages one address gets in a minute; more are refused with 429. The default value is 300.</summary>
    public int PagesPerMinute { get; set; } = 300;

    /// <summary>The clock. The default value is the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
