using System.Collections.Concurrent;
using TrainingVoucher.Client;
using TrainingVoucher.Server;

namespace TrainingVoucher.Testing;

/// <summary>
/// The real server in this process, for the tests of a system that connects to it: on a free port of this machine, over a fresh SQLite file,
/// with the sandbox in place of the provider that authenticates holders, and with an authority, a channel and an institution. It hears
/// neither settings files nor the environment of the program it runs in, writes no log, and leaves nothing behind when it is disposed.
/// Several run side by side.
/// </summary>
public sealed partial class TestingServer : IAsyncDisposable
{
    private readonly LocalServer server;
    private readonly Town town;
    private readonly TrainingVoucherClient anybody;
    private readonly ConcurrentQueue<TestingParty> channels = new();
    private readonly ConcurrentQueue<TestingParty> institutions = new();
    private readonly ConcurrentQueue<TestingParty> platforms = new();

    private TestingServer(LocalServer server, Town town, TestingParty channel, TestingParty institution)
    {
        (this.server, this.town, Parties) = (server, town, new TestingParties(town.Maker, town.Checker, channel, institution));
        channels.Enqueue(channel);
        anybody = new TrainingVoucherClient(new TrainingVoucherOptions { BaseAddress = server.Address, TimeProvider = server.Time });
    }

    /// <summary>Where it listens: <c>http://127.0.0.1</c> and a free port.</summary>
    public Uri Address => server.Address;

    /// <summary>Its clock, and that of all its clients: what waits until a time that it is moved past is woken. Give it to the system under test too.</summary>
    public MovableClock Time => server.Time;

    /// <summary>The day it is by its clock, in China (+08:00).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>Who is registered from the beginning, with ids, and credentials for a system of one's own.</summary>
    public TestingParties Parties { get; }

    /// <summary>The calls of the authority by its first officer, who proposes and reviews.</summary>
    public AuthorityClient Maker => Parties.Maker.Client.Authority;

    /// <summary>The calls of the authority by its second officer, who approves.</summary>
    public AuthorityClient Checker => Parties.Checker.Client.Authority;

    /// <summary>The calls of the channel.</summary>
    public ChannelClient Channel => Parties.Channel.Client.Channel;

    /// <summary>The calls of the institution.</summary>
    public InstitutionClient Institution => Parties.Institution.Client.Institution;

    /// <summary>The calls that are open to anybody.</summary>
    public PublicClient Public => anybody.Public;

    /// <summary>Starts a server; it takes calls when this returns.</summary>
    /// <param name="options">How it begins; as the defaults say when left out.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is no such region.</exception>
    public static async Task<TestingServer> StartAsync(TestingOptions? options = null, CancellationToken ct = default)
    {
        options ??= new();
        var local = await LocalServer.StartAsync(new MovableClock(TimeProvider.System, options.StartsAt), options.Region, ct).ConfigureAwait(false);
        try
        {
            var founded = await Town.FoundAsync(local, ct).ConfigureAwait(false);
            return new TestingServer(local, founded, await founded.AddChannelAsync(ct).ConfigureAwait(false), await founded.AddInstitutionAsync(ct).ConfigureAwait(false));
        }
        catch
        {
            await local.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Admits another channel, with a system of its own. What is released from now on can be claimed through it too.</summary>
    /// <param name="ct">Ends the calls.</param>
    public async Task<TestingParty> AddChannelAsync(CancellationToken ct = default)
    {
        var channel = await town.AddChannelAsync(ct).ConfigureAwait(false);
        channels.Enqueue(channel);
        return channel;
    }

    /// <summary>Admits another training school of credit grade 3, with a system of its own.</summary>
    /// <param name="ct">Ends the calls.</param>
    public async Task<TestingParty> AddInstitutionAsync(CancellationToken ct = default)
    {
        var institution = await town.AddInstitutionAsync(ct).ConfigureAwait(false);
        institutions.Enqueue(institution);
        return institution;
    }

    /// <summary>Admits a course platform, with a system of its own, that the institution lets act for it.</summary>
    /// <param name="ct">Ends the calls.</param>
    public async Task<TestingParty> AddCoursePlatformAsync(CancellationToken ct = default)
    {
        var platform = await town.AddCoursePlatformAsync(ct).ConfigureAwait(false);
        platforms.Enqueue(platform);
        await Institution.CreateDelegationAsync(new(platform.Id), ct: ct).ConfigureAwait(false);
        return platform;
    }

    /// <summary>Stops the server and removes everything it made.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in channels.Concat(institutions).Concat(platforms).Concat([Parties.Maker, Parties.Checker, Parties.Institution]).Select(party => party.Client).Append(anybody))
        {
            client.Dispose();
        }

        await server.DisposeAsync().ConfigureAwait(false);
    }
}
