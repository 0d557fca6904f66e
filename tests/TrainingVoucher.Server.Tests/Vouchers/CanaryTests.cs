using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Identity;
using TrainingVoucher.Server.Tests.Webhooks;
using TrainingVoucher.Server.Webhooks;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Known numbers go the whole way of a voucher; nothing that is written or refused may lead back to them.</summary>
public class CanaryTests
{
    private const string Name = "canary-holder-name";

    // Their check digit is X: the last six characters occur in nothing that is made of digits or hex.
    private static readonly string[] Numbers = [.. Enumerable.Range(1, 999).Select(n => MadeUp.Number(new(1988, 8, 8), n)).Where(n => n.EndsWith('X')).Take(3)];

    [Fact]
    public async Task Numbers_OnTheWholeWayOfAVoucher_AreWrittenNowhere()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var s = await Scenario.StartAsync(configure: options => options.WebhookNetworks.Add("127.0.0.0/8"));
        using var traces = new HeardTraces();
        var refused = new StringBuilder();
        foreach (var webhooks in new[] { s.Bank.Webhooks, s.School.Webhooks, s.Maker.Webhooks })
        {
            await webhooks.CreateEndpointAsync(new() { Url = receiver.Url, Secret = WebhookSecret.New().Reveal() });
        }

        var csv = $"documentType,documentNumber,name,category,region,validFrom,validTo\n"
            + $"residentIdCard,{Numbers[0]},{Name},unemployed,330100,2026-01-01,2027-01-01\nresidentIdCard,{Numbers[1]},{Name},nobility,330100,2026-01-01,2027-01-01\n";
        refused.AppendJoin(' ', (await s.Maker.UploadRegisterCsvAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)))).Errors);
        var scheme = await s.DefineAsync(Scenario.FaceValue() with { LimitPerPerson = 9, Eligibility = [new() { Id = "job", Categories = ["unemployed"] }] });
        var release = await s.Maker.ProposeReleaseAsync(new() { Title = "t", Batches = [s.Proposed(scheme, 3, ReleaseMode.Targeted)] });
        var row = new PersonRow { DocumentType = DocumentType.ResidentIdCard, DocumentNumber = Numbers[0], Name = Name };
        refused.AppendJoin(' ', (await s.Maker.AddPersonsAsync(release.Batches[0].Id, new([row, row, row with { DocumentNumber = Numbers[1] + "1" }]))).Errors);
        await RunJobsAsync(s, release.Batches[0].Id, refused);
        var targeted = (await s.Checker.ApproveReleaseAsync(release.Id)).Batches[0];
        var (open, other) = (await s.ReleaseAsync(s.Proposed(scheme, 9)), await s.ReleaseAsync(s.Proposed(scheme, 9)));

        var voucher = await ClaimAsync(targeted, 0);
        await RefusedAsync(() => ClaimAsync(open, 1));
        var second = await ClaimAsync(open, 0);
        await s.Bank.ExchangeAsync(new() { Code = second.Code, BatchId = other.Id, Assertion = await AssertAsync(IdentityPurpose.Exchange, 0, other.Id, second.Code) });
        await s.Bank.ListHolderVouchersAsync(new(await AssertAsync(IdentityPurpose.View, 0)));
        await s.Bank.CheckEligibilityAsync(new() { BatchId = other.Id, Assertion = await AssertAsync(IdentityPurpose.Claim, 2, other.Id) });
        var request = s.Redeeming(voucher, 1);
        await RefusedAsync(() => s.School.RedeemAsync(request with { Document = Document(Numbers[1]) }));
        await RefusedAsync(() => s.School.RedeemAsync(request with { Document = Document(Numbers[0] + "1") }));
        await RefusedAsync(() => s.School.RedeemAsync(request with { Scan = Numbers[0], Document = Document(Numbers[0]) }));
        await s.School.CheckManyAsync(new([Numbers[0], Numbers[1] + "\n"]));
        await s.School.RedeemAsync(request with { Document = Document(Numbers[0]) });
        refused.AppendJoin(' ', (await s.School.ListVerificationsAsync()).Items);
        await s.Maker.ListVouchersAsync();
        var revealed = await s.Maker.RevealHolderAsync(new() { Code = voucher.Code, Reason = "r" });
        refused.Append(await RawAsync(s, $$"""{"scan":"{{voucher.Code}}","document":{"type":"residentIdCard","number":"{{Numbers[0]}}","{{Numbers[1]}}":1},"project":5,"classEndsOn":"{{Numbers[2]}}"}"""));
        await s.SweepAsync();
        await s.Maker.RevokeVouchersAsync(new() { BatchId = other.Id, Reason = "r" });
        await s.Server.Jobs.RunAsync(CancellationToken.None);
        var waiting = await s.Maker.ProposeReleaseAsync(new() { Title = "t", Batches = [s.Proposed(scheme, 3, ReleaseMode.Targeted)] });
        refused.Append(await s.Maker.StartPersonListCsvAsync(waiting.Batches[0].Id, ListFile()));

        var sent = await SentAsync(s, receiver);

        Assert.Equal((Numbers[0], Name), (revealed.Document.Number, revealed.Name));
        var written = await s.Server.Database.WrittenAsync();
        Assert.True(Traces.Contain(written, Encoding.UTF8.GetBytes(voucher.Code)), "The search must see what the database holds.");
        Assert.Contains(voucher.Code, sent, StringComparison.Ordinal);
        Assert.Contains("Microsoft.AspNetCore", traces.Text, StringComparison.Ordinal);
        foreach (var trace in Numbers.SelectMany(Traces.Of).Append(Encoding.UTF8.GetBytes(Name)))
        {
            var text = Encoding.UTF8.GetString(trace);
            Assert.False(Traces.Contain(written, trace), text);
            Assert.DoesNotContain(text, s.Server.Log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, refused.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(text, voucher.Token!, StringComparison.Ordinal);
            Assert.DoesNotContain(text, sent, StringComparison.Ordinal);
            Assert.DoesNotContain(text, traces.Text, StringComparison.Ordinal);
        }

        async Task<string> AssertAsync(IdentityPurpose purpose, int person, string? batch = null, string? code = null)
        {
            var session = await s.Bank.CreateIdentitySessionAsync(new() { Purpose = purpose, BatchId = batch, Code = code });
            return (await s.Public.SandboxAuthenticateAsync(session.Id, new() { Document = Document(Numbers[person]), Name = Name })).Assertion;
        }

        async Task<Voucher> ClaimAsync(Batch batch, int person) =>
            await s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = await AssertAsync(IdentityPurpose.Claim, person, batch.Id) });

        async Task RefusedAsync(Func<Task> call) => refused.Append(await Assert.ThrowsAsync<TrainingVoucherException>(call)).AppendLine();
    }

    /// <summary>A list by a job, of which all rows but one are wrong; the file of those is among what is searched.</summary>
    private static async Task RunJobsAsync(Scenario s, string batch, StringBuilder refused)
    {
        var job = await s.Maker.StartPersonListCsvAsync(batch, ListFile());
        await s.Server.Jobs.RunAsync(CancellationToken.None);
        refused.Append(await s.Maker.GetJobAsync(job.Id));
        await using var file = await s.Maker.DownloadRejectedRowsAsync(job.Id);
        using var text = new StreamReader(file);
        refused.Append(await text.ReadToEndAsync());
        Assert.Contains("check_digit", refused.ToString(), StringComparison.Ordinal);
    }

    /// <summary>All that webhooks bring to a bank, a school and an authority of what happened.</summary>
    private static async Task<string> SentAsync(Scenario s, Receiver receiver)
    {
        await s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        var courier = s.Server.Services.GetRequiredService<WebhookCourier>();
        await Wait.UntilAsync(async () =>
        {
            var before = receiver.Arrived.Count;
            await courier.RoundAsync(CancellationToken.None);
            await courier.RestAsync();
            return receiver.Arrived.Count == before;
        });
        return string.Join('\n', receiver.Arrived.Select(a => $"{string.Join(' ', a.Headers)} {Encoding.UTF8.GetString(a.Body)}"));
    }

    private static MemoryStream ListFile() => new(Encoding.UTF8.GetBytes(
        $"documentType,documentNumber,name\nresidentIdCard,{Numbers[0]},{Name}\nresidentIdCard,{Numbers[1]}1,{Name}\nresidentIdCard,{Numbers[2]},{Name},{Numbers[2]}\nresidentIdCard,{Numbers[2][..^1]}1,{Name}\n"));

    private static IdentityDocument Document(string number) => new() { Type = DocumentType.ResidentIdCard, Number = number };

    /// <summary>The answer to a redemption as a careless program writes it.</summary>
    private static async Task<string> RawAsync(Scenario s, string body)
    {
        var school = await s.Server.AddClientAsync(s.SchoolId);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/vouchers/redeem");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await school.TokenAsync());
        message.Headers.Add("Idempotency-Key", "raw");
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await s.Server.Http.SendAsync(message);
        Assert.Equal(400, (int)response.StatusCode);
        return (await response.Content.ReadAsStringAsync()).Replace($"document.{Numbers[1]}", "document.?", StringComparison.Ordinal);
    }
}
