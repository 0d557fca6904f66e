using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Identity.Oidc;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.OpenApi;
using TrainingVoucher.Server.Pages;
using TrainingVoucher.Server.Pages.Identity;
using TrainingVoucher.Server.Pages.Reference;
using TrainingVoucher.Server.Pages.Verify;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Releases;
using TrainingVoucher.Server.Sandbox;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Statistics;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Storage.Postgres;
using TrainingVoucher.Server.Storage.Sqlite;
using TrainingVoucher.Server.Subsidies;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server;

/// <summary>Puts the server together.</summary>
public static class ServerHost
{
    /// <summary>The SQLite file in a data directory.</summary>
    internal const string Database = "training-voucher.db";

    private const string Section = "TrainingVoucher";

    /// <summary>Builds a server over the data directory of the options. Start-up makes what is missing there.</summary>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, string[] args, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateBuilder(Frame(args));
        builder.Configuration.GetSection(Section).Bind(options);
        return await BuildAsync(builder, options, cancellation);
    }

    /// <summary>
    /// Builds a server on a free port of loopback in which these options alone have a say: no settings file and no environment, because
    /// those are of the program whose tests it stands in. It writes no log.
    /// </summary>
    public static async Task<WebApplication> BuildAloneAsync(ServerOptions options, CancellationToken cancellation = default)
    {
        var builder = NewAlone();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return await BuildAsync(builder, options, cancellation);
    }

    /// <summary>Builds a server within a server, which is handed its calls.</summary>
    internal static Task<WebApplication> BuildInnerAsync(ServerOptions options, InnerServer server, ILoggerFactory logs, CancellationToken cancellation)
    {
        var builder = NewAlone();
        builder.Logging.AddProvider(new SandboxLog(logs));
        builder.Services.AddSingleton<IServer>(server).AddSingleton<IHostLifetime>(server).AddSingleton<IMeterFactory, SandboxMeters>();
        return BuildAsync(builder, options, cancellation);
    }

    /// <summary>How often one address may ask to be let in.</summary>
    internal static CallLimits<IPAddress> Visitors(ServerOptions options) =>
        new("requests", options.RequestsPerHour, TimeSpan.FromHours(1), options.RequestsPerHour, options.Time);

    private static WebApplicationBuilder NewAlone()
    {
        // No settings file is read to the end, so none is watched.
        var builder = WebApplication.CreateBuilder(Frame(["--hostBuilder:reloadConfigOnChange=false"], Environments.Production));
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        return builder;
    }

    private static async Task<WebApplication> BuildAsync(WebApplicationBuilder builder, ServerOptions options, CancellationToken cancellation)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestReader.MaxFile + 1024;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        var oidc = OidcSettings.Read(options.Identity, options.Sandbox);
        var (keys, store) = IsDescribing ? Stand(options) : await OpenAsync(options, cancellation);
        builder.AddMetrics();
        builder.Services.AddApiDocument(options.Root);
        builder.AddPages(options, keepsFiles: !IsDescribing);
        builder.Services.AddSingleton<IStore>(_ => store);
        builder.Services.AddSingleton(_ => JobsSetup.NewIssue(keys, store));
        builder.Services.AddSingleton(services => new LaneSet(store, options.Time, new LaneSettings(options.Lanes, options.LaneGroup, options.LaneDepth), services.GetRequiredService<ServerMetrics>()));
        builder.Services.AddSingleton(services => new Sweeper(store, options.Time, options.SweepInterval, services.GetRequiredService<ServerMetrics>(), services.GetRequiredService<ILogger<Sweeper>>()));
        builder.Services.AddSingleton(services => new FeedBell(store, options.Time, options.FeedInterval, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        builder.Services.AddIdentity(options, oidc, keys, store);
        builder.Services.AddWebhooks(options, keys, store);
        builder.Services.AddSingleton(new Sealer(store, new Checkpoints(keys), options.Time, FeedPages.AppendAsync));
        if (!IsDescribing)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<Sweeper>());
            builder.Services.AddHostedService(services => new SealerService(
                services.GetRequiredService<Sealer>(), options.Time, options.SealInterval, services.GetRequiredService<ServerMetrics>(), services.GetRequiredService<ILogger<SealerService>>()));
            builder.Services.AddHostedService(services => new WebhookService(
                services.GetRequiredService<WebhookCourier>(), options.Time, options.WebhookInterval, services.GetRequiredService<ILogger<WebhookService>>()));
            builder.Services.AddJobs(options, keys, store);
        }

        var hasSandbox = options.PartnerSandbox && !IsDescribing;
        if (hasSandbox)
        {
            builder.Services.AddSingleton<SandboxGate>().AddHostedService(services => ActivatorUtilities.CreateInstance<SandboxService>(services, options));
        }

        if (options.Stage is { } stage)
        {
            builder.Services.AddSingleton(new ClockMoves(stage, store));
        }

        var app = builder.Build();
        if (hasSandbox)
        {
            app.UseSandbox(app.Services.GetRequiredService<SandboxGate>());
        }

        app.UseRequestLog(app.Services.GetRequiredService<ServerMetrics>());
        app.UseFaults(store);
        app.UseProblems();
        if (options.Stage is not null)
        {
            app.UseDamageWatch();
        }

        app.UseReferencePage();
        Map(app, options, keys, store);
        return app;
    }

    /// <summary>
    /// Founds the first authority of a data directory, as the command <c>admin init</c> does, with one officer and its own system.
    /// Everybody else is admitted by calls of the API.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is an authority already, or an option is wrong.</exception>
    public static async Task<AdminInitResult> InitAsync(ServerOptions server, AdminInitOptions options, CancellationToken cancellation = default)
    {
        var store = OpenStore(server);
        using (store as IDisposable)
        {
            return await AdminInit.RunAsync(store, server.Time, options, TextWriter.Null, cancellation);
        }
    }

    /// <summary>The store that settings file and environment name, for commands; the data directory is given.</summary>
    internal static IStore OpenConfiguredStore(string dataDirectory)
    {
        var options = new ServerOptions();
        new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build()
            .GetSection(Section).Bind(options);
        options.DataDirectory = dataDirectory;
        return OpenStore(options);
    }

    internal static IStore OpenStore(ServerOptions options)
    {
        SqlTypes.Register();
        var (dataDirectory, time) = (options.DataDirectory, options.Time);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(dataDirectory);
        }
        else
        {
            Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (options.Postgres is { Length: > 0 } serving)
        {
            return new PostgresStore(new(serving, options.PostgresOwner ?? serving, options.PostgresConnections, options.PostgresPartitions), time);
        }

        return new SqliteStore(Path.Combine(dataDirectory, Database), time);
    }

    /// <summary>Whether the build only wants the OpenAPI document.</summary>
    private static bool IsDescribing => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    private static async Task<(ServerKeys Keys, IStore Store)> OpenAsync(ServerOptions options, CancellationToken cancellation)
    {
        // First, because it makes the directory, for its owner alone.
        var store = OpenStore(options);
        try
        {
            var keys = KeyFiles.LoadOrCreate(options.DataDirectory, options.Time.GetUtcNow());
            await StartUp.PrepareAsync(store, keys, cancellation);
            return (options.Stage is null ? keys : SandboxStage.Mark(keys), store);
        }
        catch
        {
            (store as IDisposable)?.Dispose();
            throw;
        }
    }

    private static WebApplicationOptions Frame(string[] args, string? environment = null) =>
        new() { Args = args, EnvironmentName = environment, ApplicationName = typeof(ServerHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory };

    /// <summary>Keys and a store that nothing is ever asked of, and no file that outlives this.</summary>
    private static (ServerKeys Keys, IStore Store) Stand(ServerOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("training-voucher-");
        try
        {
            return (KeyFiles.LoadOrCreate(directory.FullName, options.Time.GetUtcNow()), OpenStore(new ServerOptions { DataDirectory = directory.FullName, Time = options.Time }));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Map(WebApplication app, ServerOptions options, ServerKeys keys, IStore store)
    {
        var issuer = new Issuer(options.Issuer);
        var tokens = new AccessTokens(keys, issuer, options.OutsideTime);
        var published = new PublishedKeys(keys, options.Time);
        var codes = new VoucherCodes(keys.CodeMaskKey, RandomNumberGenerator.Create());
        var issue = app.Services.GetRequiredService<VoucherIssue>();
        var people = app.Services.GetRequiredService<People>();
        var places = new Places(issue);
        var recent = new RecentBatches();
        var claims = new Claims(people, issue, places, recent);
        var scans = new Scans(issue, published, recent);
        var checks = new Checks(scans);
        var holders = app.Services.GetRequiredService<HolderReferences>();
        var uploads = new JobUploads(store, new JobInputs(keys), keys.RequestKey, options.Time, new JobLimits(options.JobRows, options.JobChunkRows));

        var systems = new CallLimits<long>("calls", options.CallsPerSecond, TimeSpan.FromSeconds(1), options.CallBurst, options.Time);
        var visitors = options.Stage?.Visitors ?? Visitors(options);
        var api = new ApiRoutes(app, store, tokens, app.Services.GetRequiredService<LaneSet>(), systems, visitors, new KeyedHash(keys.RequestKey), options.Time);
        api.MapSigning(published);
        api.MapSealing(new LogProofs(new Checkpoints(keys)));
        api.MapDirectories();
        api.MapPartners();
        api.MapIdentity(
            new IdentitySessions(codes, app.Services.GetRequiredService<Authentications>(), app.Services.GetService<IIdentityProvider>()),
            new CallersOwn(holders), new Corrections(people, RegionPersons.BelongsAsync), options.Sandbox);
        api.MapFunds();
        api.MapSchemes(new EligibilityRegister(people));
        api.MapVouchers(
            claims, new Holdings(claims, issue, holders), checks, new Deductions(holders), new Redemptions(scans, issue, people),
            new Oversight(issue, people, Applications.RevokeAsync), new Revocations(Applications.RevokeAsync, options.JobChunkRows), new VerificationFile(store, options.Time));
        api.MapReleases(new Proposals(people), uploads, new Approvals(new Assignments(places), options.AssignAtOnce));
        api.MapJobs(new JobErrorFile(store, (c, persons) => people.MaskAsync(c.Session, persons), options.Time));
        api.MapSubsidies(new Rosters(issue), new RosterChecks(issue, people));
        api.MapStatistics();
        var feed = app.Services.GetRequiredService<FeedReading>();
        api.MapFeed(new Feeds(feed, app.Services.GetRequiredService<FeedBell>()), new Reconciliations(store, feed, options.Time));
        api.MapWebhooks(new WebhookEndpoints(app.Services.GetRequiredService<Egress>(), app.Services.GetRequiredService<EndpointSecrets>()));
        if (options.Stage is { } stage)
        {
            api.MapSandbox(app.Services.GetRequiredService<ClockMoves>(), new Joining(stage, store, keys.TrustedRoots));
        }

        app.MapOAuth(new TokenEndpoint(store, tokens, issuer, options.OutsideTime));
        app.MapApiDocument();
        app.MapPages(
            new VerifyEndpoints(store, checks, options.Time),
            app.Services.GetService<Visits>() is { } visits ? new IdentityPages(visits, issuer, options.Sandbox) : null,
            options);
        app.MapHealth(store);
    }
}
