using TrainingVoucher.Client;

namespace TrainingVoucher.Testing;

/// <summary>A system that is registered at a <see cref="TestingServer"/>, and its client.</summary>
public sealed class TestingParty
{
    private readonly Uri address;
    private readonly TimeProvider time;
    private readonly ClientCredentials credentials;
    private readonly OfficerCredentials? officer;

    internal TestingParty(Uri address, TimeProvider time, string id, ClientCredentials credentials, OfficerCredentials? officer)
    {
        (this.address, this.time, Id, this.credentials, this.officer) = (address, time, id, credentials, officer);
        var options = new TrainingVoucherOptions();
        Configure(options);
        Client = new TrainingVoucherClient(options);
    }

    /// <summary>The id of the channel, institution, course platform or authority whose system it is.</summary>
    public string Id { get; }

    /// <summary>A client with the credentials of this party; it goes with the server.</summary>
    public TrainingVoucherClient Client { get; }

    /// <summary>Points the options of a system under test to this server, as this party: <c>services.AddTrainingVoucher(server.Parties.Channel.Configure)</c>.</summary>
    /// <param name="options">Its address, credentials and clock are set; the rest stays as it is.</param>
    public void Configure(TrainingVoucherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.BaseAddress, options.Client, options.Officer, options.TimeProvider) = (address, credentials, officer, time);
    }
}

/// <summary>Who is registered at a <see cref="TestingServer"/> from the beginning.</summary>
/// <param name="Maker">The authority by its first officer, who proposes and reviews.</param>
/// <param name="Checker">The same authority by its second officer, who approves.</param>
/// <param name="Channel">A bank.</param>
/// <param name="Institution">A training school of credit grade 3.</param>
public sealed record TestingParties(TestingParty Maker, TestingParty Checker, TestingParty Channel, TestingParty Institution);
