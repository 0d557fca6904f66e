using TrainingVoucher.Server.Sandbox;

namespace TrainingVoucher.Server;

/// <summary>How the server runs. Every setting can be given as <c>TrainingVoucher:Name</c> in configuration.</summary>
public sealed class ServerOptions
{
    /// <summary>Where database and keys are. The default value is <c>data</c> below the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The connection string of PostgreSQL for the role that serves. Without one the data is in an SQLite file of the data directory.</summary>
    public string? Postgres { get; set; }

    /// <summary>The connection string for the role that owns the tables and migrates them at start-up; the serving one when left out.</summary>
    public string? PostgresOwner { get; set; }

    /// <summary>How many connections to PostgreSQL this process holds at most for reading, and as many for changing. The default value is 20.</summary>
    public int PostgresConnections { get; set; } = 20;

    /// <summary>Into how many partitions, by bucket, the tables of vouchers are divided when PostgreSQL is set up; none by default.</summary>
    public int PostgresPartitions { get; set; }

    /// <summary>How many groups of commands are committed at once. The default value is 1; more help where commits are slow or processors many.</summary>
    public int Lanes { get; set; } = 1;

    /// <summary>How many commands are committed together at most. The default value is 256.</summary>
    public int LaneGroup { get; set; } = 256;

    /// <summary>How many commands wait in a lane at most; more are answered with 503 and <c>Retry-After</c>. The default value is 4096.</summary>
    public int LaneDepth { get; set; } = 4096;

    /// <summary>Whether the sandbox identity provider stands in for real authentication. The default value is <see langword="false"/>.</summary>
    public bool Sandbox { get; set; }

    /// <summary>Whether partners find a sandbox at <c>/sandbox</c>, with a store, keys and a clock of its own below the data directory. The default value is <see langword="false"/>.</summary>
    public bool PartnerSandbox { get; set; }

    /// <summary>The provider that authenticates holders.</summary>
    public IdentityOptions Identity { get; private set; } = new();

    /// <summary>The issuer that client assertions must be made for, and the address that holders' browsers are sent to; the address of the request when left out.</summary>
    public string? Issuer { get; set; }

    /// <summary>How often expired vouchers, closed batches and lapsed redemptions are recorded. The default value is one minute.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often jobs are looked for that wait or were left by a process that ended. The default value is one second.</summary>
    public TimeSpan JobInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many rows the file of a job may have. The default value is 1,000,000.</summary>
    public int JobRows { get; set; } = 1_000_000;

    /// <summary>How many rows a job does in one transaction; other work waits for no more than one. The default value is 1,000.</summary>
    public int JobChunkRows { get; set; } = 1_000;

    /// <summary>To how many persons vouchers are assigned in the call that approves a release; longer lists get a job. The default value is 2,000.</summary>
    public int AssignAtOnce { get; set; } = 2_000;

    /// <summary>How often the journal is sealed. The default value is one second.</summary>
    public TimeSpan SealInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked for those who wait for their feeds. The default value is 250 milliseconds.</summary>
    public TimeSpan FeedInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often it is looked for webhooks to send. The default value is one second.</summary>
    public TimeSpan WebhookInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The hosts that webhooks are sent to, by name, or <c>*.</c> and a name for all below it; every public one when there is none.</summary>
    public IList<string> WebhookHosts { get; } = [];

    /// <summary>The ports that webhooks are sent to; 443 when there is none. In <see cref="WebhookNetworks"/> every port is allowed.</summary>
    public IList<int> WebhookPorts { get; } = [];

    /// <summary>Networks besides the public ones that webhooks are sent to, in CIDR form; only inside them is <c>http</c> allowed. None by default.</summary>
    public IList<string> WebhookNetworks { get; } = [];

    /// <summary>How many pages one address gets in a minute; more are refused with 429. The default value is 300.</summary>
    public int PagesPerMinute { get; set; } = 300;

    /// <summary>How many calls a second one system may make of this process in the long run; more are refused with 429. The default value is 20,000.</summary>
    public int CallsPerSecond { get; set; } = 20_000;

    /// <summary>How many calls one system may make at once after a pause, before <see cref="CallsPerSecond"/> holds. The default value is 40,000.</summary>
    public int CallBurst { get; set; } = 40_000;

    /// <summary>How many requests to be registered one address may send in an hour; more are refused with 429. The default value is 20.</summary>
    public int RequestsPerHour { get; set; } = 20;

    /// <summary>The clock. The default value is the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What a sandbox has and no server has; nothing for a server.</summary>
    internal SandboxStage? Stage { get; private set; }

    /// <summary>Below which path it is reached; empty for a server.</summary>
    internal PathString Root => Stage is null ? PathString.Empty : SandboxStage.Path;

    /// <summary>The clock by which systems sign and are signed to.</summary>
    internal TimeProvider OutsideTime => Stage?.OutsideTime ?? Time;

    /// <summary>The options of the sandbox beside a server with these.</summary>
    internal ServerOptions ForSandbox(SandboxStage stage)
    {
        var inner = (ServerOptions)MemberwiseClone();
        (inner.Stage, inner.Time, inner.Sandbox, inner.PartnerSandbox) = (stage, stage.Clock, true, false);
        (inner.DataDirectory, inner.Postgres, inner.PostgresOwner) = (SandboxStage.DirectoryOf(DataDirectory), null, null);
        inner.Identity = new();
        inner.Issuer = Issuer is null ? null : Issuer.TrimEnd('/') + SandboxStage.Path;
        return inner;
    }
}
