using System.Security.Cryptography;
using System.Threading.Channels;
using Dapper;
using Npgsql;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>
/// The databases of this run: copies of a template that is migrated once, on a cluster of its own, or on the one whose
/// superuser the variable TV_POSTGRES names by a connection string. Copies are made ahead and dropped behind the tests, which would
/// wait for the disk otherwise. What is left at the end is dropped.
/// </summary>
internal sealed class PostgresDatabases
{
    public const string Variable = "TV_POSTGRES";

    private const int Ahead = 3;

    private static readonly Lazy<Task<PostgresDatabases>> Run = new(StartAsync);

    private readonly string _run = RandomNumberGenerator.GetHexString(6, lowercase: true);
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly PostgresCluster? _cluster;
    private readonly string _superuser;
    private readonly Channel<Task<string>> _ready = Channel.CreateBounded<Task<string>>(Ahead);
    private readonly Channel<string> _left = Channel.CreateUnbounded<string>();
    private Task _work = Task.CompletedTask;
    private int _count;

    private PostgresDatabases(PostgresCluster? cluster, string superuser) => (_cluster, _superuser) = (cluster, superuser);

    private string OwnerRole => $"tv_owner_{_run}";

    private string ServerRole => $"tv_server_{_run}";

    private string Template => $"tv_template_{_run}";

    public static Task<PostgresDatabases> OfThisRunAsync() => Run.Value;

    public string Owner(string database) => As(OwnerRole, database);

    public string Serving(string database) => As(ServerRole, database);

    /// <summary>For the superuser.</summary>
    public string Unpooled(string database) => new NpgsqlConnectionStringBuilder(_superuser) { Database = database, Pooling = false }.ToString();

    public async Task<string> CreateAsync(bool migrated = true) => migrated ? await await _ready.Reader.ReadAsync() : await CopyAsync("template1");

    /// <summary>Drops a database soon; nobody may use it any more.</summary>
    public void Drop(string name) => _left.Writer.TryWrite(name);

    /// <summary>What the cluster logged so far; nothing when it is somebody else's.</summary>
    public byte[] ReadLog() => _cluster?.ReadLog() ?? [];

    private static async Task<PostgresDatabases> StartAsync()
    {
        var superuser = Environment.GetEnvironmentVariable(Variable);
        var cluster = superuser is null ? await PostgresCluster.StartAsync() : null;
        var databases = new PostgresDatabases(cluster, superuser ?? cluster!.Superuser);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => databases.End();
        await databases.PrepareAsync();
        databases._work = Task.WhenAll(Task.Run(databases.CopyAheadAsync), Task.Run(databases.DropBehindAsync));
        return databases;
    }

    private async Task PrepareAsync()
    {
        await ExecuteAsync($"CREATE ROLE {OwnerRole} LOGIN PASSWORD '{_password}'; CREATE ROLE {ServerRole} LOGIN PASSWORD '{_password}'");
        await CreateAsync(Template, "template1");
        var options = new ServerOptions { DataDirectory = Path.GetTempPath(), Postgres = Serving(Template), PostgresOwner = Owner(Template) };
        var store = ServerHost.OpenStore(options);
        await store.MigrateAsync(CancellationToken.None);
        (store as IDisposable)?.Dispose();
    }

    private async Task CopyAheadAsync()
    {
        while (await _ready.Writer.WaitToWriteAsync())
        {
            var copy = CopyAsync(Template);
            await Task.WhenAny(copy);
            _ready.Writer.TryWrite(copy);
        }
    }

    private async Task DropBehindAsync()
    {
        await foreach (var name in _left.Reader.ReadAllAsync())
        {
            await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private async Task<string> CopyAsync(string template)
    {
        var name = $"tv_{_run}_{Interlocked.Increment(ref _count)}";
        await CreateAsync(name, template);
        return name;
    }

    private Task CreateAsync(string name, string template) => ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} OWNER {OwnerRole}");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_superuser);
        await connection.ExecuteAsync(sql);
    }

    private string As(string role, string database) =>
        new NpgsqlConnectionStringBuilder(_superuser) { Username = role, Password = _password, Database = database }.ToString();

    private void End()
    {
        if (_cluster is not null)
        {
            _cluster.Dispose();
            return;
        }

        _ready.Writer.Complete();
        _left.Writer.Complete();
        Task.WhenAny(_work).Wait();
        NpgsqlConnection.ClearAllPools();
        using var connection = new NpgsqlConnection(_superuser);
        var mine = connection.Query<string>("SELECT datname FROM pg_database WHERE datname LIKE @mine", new { mine = $"tv\\_%{_run}%" });
        foreach (var name in mine.ToList())
        {
            connection.Execute($"DROP DATABASE {name} WITH (FORCE)");
        }

        connection.Execute($"DROP ROLE {OwnerRole}; DROP ROLE {ServerRole}");
    }
}
