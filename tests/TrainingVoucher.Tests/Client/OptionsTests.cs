using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;

namespace TrainingVoucher.Tests.Client;

public sealed class OptionsTests
{
    [Fact]
    public void Validate_EverythingWrong_NamesEverything()
    {
        using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var http = new HttpClient();
        var options = new TrainingVoucherOptions
        {
            BaseAddress = new Uri("http://vouchers.example/?a=b"),
            Client = new ClientCredentials { ClientId = "ins_1", KeyId = "", PrivateKey = wrongCurve },
            Officer = new OfficerCredentials { OfficerId = "off_", KeyId = "1", PrivateKeyPem = "-----BEGIN NOTHING-----" },
            HttpClient = http,
            HttpMessageHandler = new StubServer(() => StubServer.Status(200)),
            TimeProvider = null!,
            MaxRetries = 21,
            RetryDelay = TimeSpan.Zero,
            MaxRetryDelay = TimeSpan.FromDays(1),
            AttemptTimeout = Timeout.InfiniteTimeSpan,
        };

        var errors = options.Validate();

        Assert.Equal(
            [
                "BaseAddress must be https; http only on this very machine.",
                "BaseAddress must have no query, fragment or user.",
                "Client.ClientId must begin with cli_.",
                "Client.KeyId must begin with key_.",
                "Client needs a key on the curve P-256.",
                "Officer.OfficerId must begin with off_.",
                "Officer.KeyId must begin with key_.",
                "Officer needs an unencrypted private key.",
                "MaxRetries must be 0 to 20.",
                "RetryDelay must be 1 millisecond to 1 minute.",
                "MaxRetryDelay must be RetryDelay to 1 hour.",
                "AttemptTimeout must be 10 milliseconds to 1 hour.",
                "HttpClient and HttpMessageHandler exclude each other.",
                "TimeProvider must not be null.",
            ],
            errors);
        var e = Assert.Throws<ArgumentException>(() => new TrainingVoucherClient(options));
        Assert.All(errors, error => Assert.Contains(error, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_NoAddressAndOfficerAlone_AreNamed()
    {
        var options = new TrainingVoucherOptions { Officer = new OfficerCredentials { OfficerId = "off_1", KeyId = "key_1", PrivateKey = Sample.OfficerKey } };

        Assert.Equal(
            ["BaseAddress must be an absolute address.", "Officer needs Client: an officer acts through the system of an authority."],
            options.Validate());
    }

    [Fact]
    public void Validate_PublicKeyOnly_IsNamed()
    {
        using var half = ECDsa.Create(Sample.ClientKey.ExportParameters(includePrivateParameters: false));
        var options = Sample.Options(new StubServer(() => StubServer.Status(200)));
        options.Client = new ClientCredentials { ClientId = "cli_1", KeyId = "key_1", PrivateKey = half };

        Assert.Equal(["Client needs an unencrypted private key."], options.Validate());
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new TrainingVoucherOptions();

        Assert.Equal(4, options.MaxRetries);
        Assert.Equal(TimeSpan.FromMilliseconds(500), options.RetryDelay);
        Assert.Equal(TimeSpan.FromMinutes(1), options.MaxRetryDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), options.AttemptTimeout);
        Assert.Same(TimeProvider.System, options.TimeProvider);
    }

    [Fact]
    public async Task HttpClient_Injected_IsUsedAndLeftOpen()
    {
        var server = new StubServer(() => StubServer.Json("""{"manifest":"AA=="}"""));
        using var http = new HttpClient(server);
        var options = new TrainingVoucherOptions { BaseAddress = new Uri("https://vouchers.example/base/"), HttpClient = http };

        for (var i = 0; i < 2; i++)
        {
            using var client = new TrainingVoucherClient(options);
            await client.Public.GetKeySetAsync();
        }

        Assert.All(server.Calls, c => Assert.Equal("/base/v1/key-set", c.Address.AbsolutePath));
    }

    [Fact]
    public void AddTrainingVoucher_Registers_OneClientWithTheRegisteredClock()
    {
        var clock = new TestClock();
        var services = new ServiceCollection();
        TimeProvider? seen = null;
        services.AddSingleton<TimeProvider>(clock);
        services.AddTrainingVoucher(o =>
        {
            o.BaseAddress = new Uri("https://vouchers.example");
            seen = o.TimeProvider;
        });

        var descriptor = Assert.Single(services, s => s.ServiceType == typeof(TrainingVoucherClient));
        using var client = (TrainingVoucherClient)descriptor.ImplementationFactory!(new OneService(clock));

        Assert.Equal(ServiceLifetime.Singleton, descriptor.Lifetime);
        Assert.Same(clock, seen);
    }

    [Fact]
    public async Task Substitute_OverridesWhatIsCalled()
    {
        using var client = new Substitute();

        Assert.Equal("AA==", (await client.Public.GetKeySetAsync()).Manifest);
        Assert.Throws<NotSupportedException>(() => { _ = client.Channel.ListClaimableAsync(); });
    }

    private sealed class OneService(TimeProvider clock) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? clock : null;
    }

    private sealed class Substitute : TrainingVoucherClient
    {
        public override PublicClient Public { get; } = new PublicSubstitute();

        private sealed class PublicSubstitute : PublicClient
        {
            public override Task<TrainingVoucher.Contracts.KeySetDocument> GetKeySetAsync(RequestOptions? options = null, CancellationToken ct = default) =>
                Task.FromResult(new TrainingVoucher.Contracts.KeySetDocument { Manifest = "AA==" });
        }
    }
}
