using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Webhooks;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>Ids that nobody has, that are none, and that are another authority's: all are answered alike.</summary>
public sealed class UnknownIdTests(EdgeServer edge) : IClassFixture<EdgeServer>
{
    private static readonly Dictionary<Type, string> Bodies = new()
    {
        [typeof(Nothing)] = "",
        [typeof(Reason)] = """{"text":"why"}""",
        [typeof(LinesRequest)] = """{"lines":[1],"reason":"why"}""",
        [typeof(ReviewRequest)] = """{"lines":[{"line":1,"accept":true}]}""",
        [typeof(ReportReviewRequest)] = """{"reviewedBy":"off_0000000000001","lines":[{"line":1,"accept":true}]}""",
        [typeof(ReportPaymentRequest)] = """{"paidBy":"off_0000000000001","fen":1,"reference":"r","paidOn":"2026-08-31"}""",
        [typeof(ReportPaymentReturnRequest)] = """{"recordedBy":"off_0000000000001","lines":[1],"reason":"why"}""",
        [typeof(DisburseRequest)] = """{"reference":"r","paidOn":"2026-08-31"}""",
        [typeof(AppropriateRequest)] = """{"fen":1,"reference":"r"}""",
        [typeof(DisplayTemplate)] = """{"title":{"zh":"券","en":"Voucher"}}""",
        [typeof(AddPersonsRequest)] = """{"rows":[{"documentType":"residentIdCard","documentNumber":"11010519491231002X","name":"某人"}]}""",
        [typeof(RotateWebhookSecretRequest)] = $$"""{"secret":"{{WebhookSecret.New().Reveal()}}"}""",
        [typeof(SandboxAuthenticateRequest)] = """{"document":{"type":"residentIdCard","number":"11010519491231002X"},"name":"某人"}""",
    };

    private static readonly string[] Ids =
    [
        "x", "0", "-1", "1", PublicId.Show("off", 1), PublicId.Show("sch", long.MaxValue), PublicId.Show("app", 0), "sch_zzzzzzzzzzzzz",
        "%20", "%FF%FE", "a%2Fb", "券", "'%20OR%201=1--", new string('a', 300),
    ];

    public static TheoryData<string> WithId => [.. Operations.All.Where(o => o.Path.Contains("{id}", StringComparison.Ordinal)).Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(WithId))]
    public async Task Id_OfNothing_IsNotFound(string id)
    {
        var operation = EdgeServer.Find(id);
        foreach (var unknown in Ids)
        {
            await edge.RefusedAsync(await RequestAsync(operation, unknown), ErrorCodes.NotFound);
        }
    }

    [Fact]
    public async Task Id_OfAnotherAuthority_IsNotFoundOrNotYours()
    {
        var district = await edge.Server.AddAuthorityAsync("330106");
        var city = edge.Server.Admin;
        (Operation Operation, string Id)[] calls =
        [
            (Operations.RevokeOfficer, city.OfficerId),
            (Operations.RevokeClient, city.ClientId),
            (Operations.RevokeClientKey, city.ClientKeyId),
            (Operations.GetBudgetLine, (await CityLineAsync()).Id),
            (Operations.ListPostings, (await CityLineAsync()).Id),
            (Operations.AppropriateBudget, (await CityLineAsync()).Id),
        ];

        foreach (var (operation, id) in calls)
        {
            var message = await RequestAsync(operation, id);
            message.Headers.Authorization = new("Bearer", await district.TokenAsync());
            await edge.RefusedAsync(message, ErrorCodes.NotFound);
        }
    }

    private Task<BudgetLine> CityLineAsync() => edge.Server.Authority.DoAsync(
        Operations.CreateBudgetLine, new CreateBudgetLineRequest { Name = "Line", Source = FundingSource.EmploymentSubsidy, Year = 2026 });

    private async Task<HttpRequestMessage> RequestAsync(Operation operation, string id)
    {
        var body = operation.Method == "GET"
            ? null
            : EdgeServer.JsonBody(operation.RequestType == typeof(AddClientKeyRequest) ? Key() : Bodies[operation.RequestType]);
        return await edge.RequestAsync(operation, body, id: id);
    }

    private static string Key() => JsonSerializer.Serialize(new AddClientKeyRequest(TestKey.New().Jwk), Json.Options.GetTypeInfo<AddClientKeyRequest>());
}
