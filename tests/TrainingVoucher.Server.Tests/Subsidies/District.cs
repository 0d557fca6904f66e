using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>A district of the city with its own authority, officers and money; the city sees it and does not act for it.</summary>
internal sealed record District(Scenario City, string Region, AuthorityClient Maker, AuthorityClient Checker, BudgetLine Line)
{
    public static async Task<District> AddAsync(Scenario s, string region = "330106")
    {
        var authority = await s.Maker.CreateAuthorityAsync(new() { Region = region, Name = new("区人社局", "District HRSS") });
        var system = await s.Server.AddClientAsync(authority.Id);
        var maker = s.Connect(await s.Server.AddOfficerAsync(authority.Id, system)).Authority;
        var checker = s.Connect(await s.Server.AddOfficerAsync(authority.Id, system)).Authority;
        var line = await maker.CreateBudgetLineAsync(new() { Source = FundingSource.UnemploymentInsurance, Year = 2026, Name = "2026" });
        line = await maker.AppropriateBudgetAsync(line.Id, new() { Fen = 10_000_000, Reference = "区财政1号" });
        return new District(s, region, maker, checker, line);
    }

    public async Task<Batch> ReleaseAsync(int quantity, long fen = 30_000)
    {
        var definition = Scenario.FaceValue(fen);
        var scheme = await Maker.CreateSchemeAsync(new(Region, definition, new() { Title = definition.Name }));
        var batch = City.Proposed(scheme, quantity) with { BudgetLineId = Line.Id };
        var release = await Maker.ProposeReleaseAsync(new() { Title = "区发放", Batches = [batch] });
        return (await Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
    }
}
