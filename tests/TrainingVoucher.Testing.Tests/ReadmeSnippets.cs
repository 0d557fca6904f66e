using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Testing.Tests;

/// <summary>The code of the package's readme, compiled and run; <see cref="ReadmeTests"/> holds the two against each other.</summary>
internal static class ReadmeSnippets
{
    public static async Task<string> RunAsync(IServiceCollection services)
    {
        #region journey
        await using var server = await TestingServer.StartAsync();
        var batch = await server.ReleaseAsync(quantity: 10);
        var person = server.NewPerson();
        var assertion = await server.AssertAsync(person, IdentityPurpose.Claim, batch.Id);

        var voucher = await server.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion });
        var check = await server.Institution.CheckAsync(new(voucher.Code));
        var redemption = await server.Institution.RedeemAsync(new()
        {
            Scan = voucher.Code, Document = person.Card, Project = "welder", Level = 5, ClassEndsOn = server.Today.AddDays(10),
        });
        #endregion

        #region configure
        services.AddTrainingVoucher(server.Parties.Channel.Configure);
        #endregion

        #region time
        server.Time.Advance(TimeSpan.FromDays(31));
        var late = await server.Institution.CheckAsync(new(voucher.Code));
        Console.WriteLine($"{late.Code}: {late.Message?.En}");
        #endregion

        return $"{batch.Quantity} {check.Usable} {voucher.State} {redemption.Voucher.AmountFen} {late.Code}";
    }
}
