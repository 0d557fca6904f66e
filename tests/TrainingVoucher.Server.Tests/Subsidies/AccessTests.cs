using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class AccessTests
{
    [Fact]
    public async Task Application_OfADistrict_IsReadByTheCityAndDecidedByTheDistrictAlone()
    {
        await using var s = await Scenario.StartAsync();
        var (district, neighbour) = (await District.AddAsync(s), await District.AddAsync(s, "330110"));
        var used = await s.UseAsync(await district.ReleaseAsync(1), 1);
        var application = await s.ApplyAsync([used]);

        Assert.Equal(application.Id, (await s.Maker.GetApplicationAsync(application.Id)).Id);
        Assert.Equal(application.Id, Assert.Single((await s.Maker.ListApplicationsAsync()).Items).Id);
        Assert.All(await EveryStepAsync(s.Maker), code => Assert.Equal("not_found", code));
        Assert.All(await EveryStepAsync(neighbour.Maker), code => Assert.Equal("not_found", code));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => neighbour.Maker.GetApplicationAsync(application.Id)));
        Assert.Empty((await neighbour.Maker.ListApplicationsAsync()).Items);

        await district.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        await district.Checker.ApproveApplicationAsync(application.Id);
        await district.Maker.DisburseApplicationAsync(application.Id, s.Payment());
        await district.Maker.SettleApplicationAsync(application.Id);
        await s.AssertAgreeAsync();

        async Task<string[]> EveryStepAsync(AuthorityClient authority) =>
        [
            await Scenario.RefusedAsync(() => authority.ReviewApplicationAsync(application.Id, Settling.Accept(1))),
            await Scenario.RefusedAsync(() => authority.ApproveApplicationAsync(application.Id)),
            await Scenario.RefusedAsync(() => authority.UpholdObjectionAsync(application.Id, Settling.Lines(1))),
            await Scenario.RefusedAsync(() => authority.DisburseApplicationAsync(application.Id, s.Payment())),
            await Scenario.RefusedAsync(() => authority.ReturnPaymentAsync(application.Id, Settling.Lines(1))),
            await Scenario.RefusedAsync(() => authority.SettleApplicationAsync(application.Id)),
        ];
    }

    [Fact]
    public async Task Application_OfAnotherInstitution_IsNotFound()
    {
        await using var s = await Scenario.StartAsync();
        var (_, other) = await s.AddSchoolAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(1));

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => other.GetApplicationAsync(application.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => other.WithdrawApplicationAsync(application.Id, new("No."))));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => s.School.GetApplicationAsync("app_0000000000000")));
        Assert.Empty((await other.ListApplicationsAsync()).Items);
    }

    [Fact]
    public async Task Lists_AreNewestFirstByPageAndState()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(5);
        var ids = new List<string>();
        foreach (var voucher in used)
        {
            ids.Insert(0, (await s.ApplyAsync([voucher])).Id);
            s.Server.Time.Advance(TimeSpan.FromSeconds((ids.Count + 1) % 2));
        }

        await s.Maker.ReviewApplicationAsync(ids[3], Settling.Reject(1));

        var listed = await AllAsync(s.School.ListAllApplicationsAsync(new() { Limit = 2 }));
        Assert.Equal(ids.Order(), listed.Order());
        Assert.Equal(listed, await AllAsync(s.Maker.ListAllApplicationsAsync(new() { Limit = 1 })));
        Assert.Equal(ids[0], listed[0]);
        Assert.Equal([ids[3]], await AllAsync(s.School.ListAllApplicationsAsync(new() { State = ApplicationState.Closed })));
        Assert.Equal(4, (await AllAsync(s.Maker.ListAllApplicationsAsync(new() { State = ApplicationState.Submitted, Limit = 3 }))).Count);

        static async Task<List<string>> AllAsync(IAsyncEnumerable<SubsidyApplication> applications)
        {
            var all = new List<string>();
            await foreach (var application in applications)
            {
                all.Add(application.Id);
            }

            return all;
        }
    }
}
