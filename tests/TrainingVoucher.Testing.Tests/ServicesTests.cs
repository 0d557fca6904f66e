using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing.Tests;

/// <summary>The SDK in a real container, as the application of a partner has it.</summary>
public sealed class ServicesTests : IAsyncLifetime
{
    private TestingServer server = null!;

    public async Task InitializeAsync() => server = await TestingServer.StartAsync();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task Application_OfAChannel_ClaimsThroughItsOwnClient()
    {
        await using var provider = new ServiceCollection().AddTrainingVoucher(server.Parties.Channel.Configure).BuildServiceProvider();
        var client = provider.GetRequiredService<TrainingVoucherClient>();
        var (batch, person) = (await server.ReleaseAsync(), server.NewPerson());

        var session = await client.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });
        var voucher = await client.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = await server.AuthenticateAsync(session.Id, person) });

        Assert.Equal(VoucherState.Claimed, voucher.State);
        Assert.Same(client, provider.GetRequiredService<TrainingVoucherClient>());
    }

    [Fact]
    public async Task Keyed_Clients_EachCallAsTheirParty()
    {
        await using var provider = new ServiceCollection()
            .AddKeyedTrainingVoucher("bank", server.Parties.Channel.Configure)
            .AddKeyedTrainingVoucher("school", (_, options) => server.Parties.Institution.Configure(options))
            .BuildServiceProvider();
        var (bank, school) = (provider.GetRequiredKeyedService<TrainingVoucherClient>("bank"), provider.GetRequiredKeyedService<TrainingVoucherClient>("school"));

        Assert.Empty((await bank.Channel.ListClaimableAsync()).Items);
        Assert.Empty((await school.Institution.ListRedemptionsAsync()).Items);
        await Assert.ThrowsAsync<TrainingVoucherException>(() => bank.Institution.ListRedemptionsAsync());
        Assert.Null(provider.GetService<TrainingVoucherClient>());
    }

    [Fact]
    public async Task Options_FromOtherServices_AreSetWithTheContainer()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton(server.Parties.Channel)
            .AddSingleton<TimeProvider>(server.Time)
            .AddTrainingVoucher((services, options) =>
            {
                Assert.Same(server.Time, options.TimeProvider);
                services.GetRequiredService<TestingParty>().Configure(options);
            })
            .BuildServiceProvider();

        Assert.Empty((await provider.GetRequiredService<TrainingVoucherClient>().Channel.ListClaimableAsync()).Items);
    }

    [Fact]
    public void Options_ThatCannotBeUsed_ThrowWhenTheClientIsAskedFor()
    {
        using var provider = new ServiceCollection().AddTrainingVoucher(_ => { }).BuildServiceProvider();

        var e = Assert.Throws<ArgumentException>(provider.GetRequiredService<TrainingVoucherClient>);
        Assert.Contains("BaseAddress", e.Message, StringComparison.Ordinal);
    }
}
