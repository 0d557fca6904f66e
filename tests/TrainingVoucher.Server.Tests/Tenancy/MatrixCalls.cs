using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>
/// Every declared operation as a call: its path as declared, its body by the type of its request. What an operation names besides stands
/// in a table; one that has no entry anywhere cannot be called, and the matrix fails.
/// </summary>
internal static class MatrixCalls
{
    private const string Why = """{"text":"why"}""";
    private const string Lines = """{"lines":[1],"reason":"why"}""";
    private const string Act = """{"code":"{code}","reason":"why"}""";
    private const string Name = """{"zh":"名","en":"Name"}""";
    private const string Redeem = "\"project\":\"electrician\",\"level\":5,\"classEndsOn\":\"{today}\"}";

    /// <summary>What stands in a path under its subject; a spare one where the call would stop others from being made.</summary>
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["applications"] = "app", ["batches"] = "bat", ["budget-lines"] = "bud", ["channels"] = "cha2", ["client-keys"] = "key", ["clients"] = "cli",
        ["institutions"] = "ins2", ["jobs"] = "job", ["officers"] = "off", ["partners"] = "ins3", ["registrations"] = "reg", ["releases"] = "rel", ["schemes"] = "sch2",
    };

    private static readonly Dictionary<Type, string> ByRequest = new()
    {
        [typeof(Nothing)] = "",
        [typeof(PageQuery)] = "",
        [typeof(ApplicationQuery)] = "",
        [typeof(RejectedRowsQuery)] = "",
        [typeof(Reason)] = Why,
        [typeof(LinesRequest)] = Lines,
        [typeof(VoucherActRequest)] = Act,
        [typeof(ReviewRequest)] = """{"lines":[{"line":1,"accept":true}]}""",
        [typeof(DisburseRequest)] = """{"reference":"r","paidOn":"{today}"}""",
        [typeof(ReportReviewRequest)] = """{"reviewedBy":"{off2}","lines":[{"line":1,"accept":true}]}""",
        [typeof(ReportPaymentRequest)] = """{"paidBy":"{off2}","fen":1,"reference":"r","paidOn":"{today}"}""",
        [typeof(ReportPaymentReturnRequest)] = """{"recordedBy":"{off2}","lines":[1],"reason":"why"}""",
        [typeof(AppropriateRequest)] = """{"fen":1,"reference":"r"}""",
        [typeof(DisplayTemplate)] = $$"""{"title":{{Name}}}""",
        [typeof(AddPersonsRequest)] = """{"rows":[{person}]}""",
        [typeof(AddClientKeyRequest)] = """{"publicKey":{jwk}}""",
        [typeof(CreateAuthorityRequest)] = $$"""{"region":"{region}","name":{{Name}}}""",
        [typeof(CreateChannelRequest)] = $$"""{"region":"{region}","name":{{Name}}}""",
        [typeof(CreateInstitutionRequest)] = $$"""{"region":"{region}","name":{{Name}},"type":"college"}""",
        [typeof(CreateCoursePlatformRequest)] = $$"""{"region":"{region}","name":{{Name}}}""",
        [typeof(CreateAssessmentBodyRequest)] = $$"""{"region":"{region}","name":{{Name}}}""",
        [typeof(CreateDelegationRequest)] = """{"platformId":"{plf2}"}""",
        [typeof(CreateClientRequest)] = """{"ownerId":"{ins}","name":"System","publicKey":{jwk}}""",
        [typeof(CreateOfficerRequest)] = """{"authorityId":"{aut}","name":"Officer","publicKey":{jwk}}""",
        [typeof(CreateBudgetLineRequest)] = """{"source":"employmentSubsidy","year":2026,"name":"Line"}""",
        [typeof(AddSubsidyStandardsRequest)] = """{"rows":[{"project":"{project}","level":4,"fen":1,"validFrom":"{today}","validTo":"{today}"}]}""",
        [typeof(CreateSchemeRequest)] =
            $$$"""{"region":"{region}","definition":{"name":{{{Name}}},"valueMode":"faceValue","valueFen":1,"validity":{"daysFromClaim":30}},"display":{"title":{{{Name}}}}}""",
        [typeof(CorrectIdentityRequest)] = """{"from":{holder},"to":{nobody},"reason":"why"}""",
        [typeof(ProposeReleaseRequest)] =
            """{"title":"t","batches":[{"schemeId":"{sch}","budgetLineId":"{bud}","mode":"selfClaimed","quantity":1,"opensAt":"2026-09-01T00:00:00Z","closesAt":"2026-10-01T00:00:00Z","channels":[{"channelId":"{cha}"}]}]}""",
        [typeof(CheckEligibilityRequest)] = """{"batchId":"{bat}","assertion":"{claimProof}"}""",
        [typeof(ClaimRequest)] = """{"batchId":"{bat}","assertion":"{claimProof}"}""",
        [typeof(ExchangeRequest)] = """{"code":"{code}","batchId":"{bat2}","assertion":"{exchangeProof}"}""",
        [typeof(FeedQuery)] = "",
        [typeof(MoveSandboxClockRequest)] = """{"seconds":1}""",
        [typeof(WebhookDeliveryQuery)] = "",
        [typeof(CreateWebhookEndpointRequest)] = """{"url":"https://example.org/","secret":"{secret}"}""",
        [typeof(ReturnUrls)] = """{"urls":["https://example.org/"]}""",
        [typeof(RotateWebhookSecretRequest)] = """{"secret":"{secret}"}""",
        [typeof(ReverseRequest)] = """{"code":"{used}","reason":"why"}""",
        [typeof(RedeemRequest)] = "{\"scan\":\"{code}\",\"document\":{document}," + Redeem,
    };

    private static readonly Dictionary<Operation, (string Query, string Body, Reply Reply)> ByOperation = new()
    {
        [Operations.GetStatistics] = ("?by=scheme&region={region}", "", Reply.Refused),
        [Operations.GetReconciliation] = ("?day=2026-08-31", "", Reply.Refused),
        [Operations.DownloadReconciliation] = ("?day=2026-08-31", "", Reply.Refused),
        [Operations.ListVouchers] = ("?schemeId={sch}&batchId={bat}&channelId={cha}&region={region}", "", Reply.Told),
        [Operations.ListVerifications] = ("?institutionId={ins}&code={code}", "", Reply.Told),
        [Operations.ExportVerifications] = ("?institutionId={ins}&code={code}", "", Reply.Told),
        [Operations.RevokeVouchers] = ("", """{"schemeId":"{sch}","batchId":"{bat}","channelId":"{cha}","region":"{region}","reason":"why"}""", Reply.Told),
        [Operations.UploadRegister] = (
            "", """{"rows":[{"documentType":"residentIdCard","documentNumber":"11010519491231002X","name":"某人","category":"unemployed","region":"{region}","validFrom":"{today}","validTo":"{today}"}]}""", Reply.Told),
        [Operations.SubmitApplication] = ("", """{"rows":[{"code":"{used}"},{"code":"{code}"}]}""", Reply.Told),
        [Operations.CheckRoster] = ("", """{"rows":[{"code":"{code}","document":{document}},{"code":"{used}"}]}""", Reply.Told),
        [Operations.CheckVoucher] = ("", """{"scan":"{code}"}""", Reply.Told),
        [Operations.CheckVouchers] = ("", """{"scans":["{code}","{used}"]}""", Reply.Told),
        [Operations.RedeemVouchers] = ("", "{\"items\":[{\"scan\":\"{code}\",\"assertion\":\"{redeemProof}\"," + Redeem + "]}", Reply.Told),
        [Operations.DeclineVoucher] = ("", """{"code":"{code}","assertion":"{declineProof}"}""", Reply.Refused),
        [Operations.ReturnVoucher] = ("", """{"code":"{code}","assertion":"{returnProof}"}""", Reply.Refused),
        [Operations.ListHolderVouchers] = ("", """{"assertion":"{viewProof}"}""", Reply.Refused),
    };

    /// <summary>The operation as a call; it fails for one that has no entry.</summary>
    public static MatrixCall Of(Operation operation, Audience role)
    {
        var path = operation.Path.Replace("{id}", "{" + NameInPath(operation, role) + "}", StringComparison.Ordinal);
        if (IdentityBody(operation, role) is { } body)
        {
            return new(operation, path, "", body, operation == Operations.CreateIdentitySession && role != Audience.CoursePlatform ? Reply.Blind : Reply.Refused);
        }

        var (query, known, reply) = ByOperation.TryGetValue(operation, out var entry) ? entry
            : ByRequest.TryGetValue(operation.RequestType, out var text) ? ("", text, Reply.Refused)
            : throw new InvalidOperationException($"{operation.Id} has no entry in the tenant matrix: say how it is called.");
        return new(operation, path, query, role == Audience.CoursePlatform ? Delegated(operation, known) : known, reply);
    }

    /// <summary>What concerns identity is asked for by several roles, by each otherwise.</summary>
    private static string? IdentityBody(Operation operation, Audience role) => (operation.Id, role) switch
    {
        ("createIdentitySession", Audience.Channel) => """{"purpose":"exchange","code":"{code}","batchId":"{bat2}"}""",
        ("createIdentitySession", Audience.CoursePlatform) => """{"purpose":"view","institutionId":"{ins}"}""",
        ("createIdentitySession", _) => """{"purpose":"redeem","code":"{code}"}""",
        ("useIdentityAssertion", Audience.Channel) => """{"purpose":"apply","code":"{code}","assertion":"{applyProof}"}""",
        ("useIdentityAssertion", Audience.CoursePlatform) => """{"purpose":"signIn","reference":"class-1","institutionId":"{ins}","assertion":"{platformSignInProof}"}""",
        ("useIdentityAssertion", _) => """{"purpose":"signIn","reference":"class-1","assertion":"{signInProof}"}""",
        ("listUsableVouchers", Audience.CoursePlatform) => """{"institutionId":"{ins}","assertion":"{platformLookProof}"}""",
        ("listUsableVouchers", _) => """{"assertion":"{lookProof}"}""",
        _ => null,
    };

    /// <summary>A platform names the institution it acts for.</summary>
    private static string Delegated(Operation operation, string body)
    {
        const string For = "{\"institutionId\":\"{ins}\",";
        return operation == Operations.RedeemVouchers ? body.Replace("[{", "[" + For, StringComparison.Ordinal).Replace("{redeemProof}", "{platformProof}", StringComparison.Ordinal)
            : operation == Operations.CutDelegation || operation == Operations.SetReturnUrls || operation.Path.StartsWith("/v1/webhook-", StringComparison.Ordinal)
                || TestServer.RootOf(operation).Length > 0 || body.Length == 0 ? body
            : For + body[1..];
    }

    private static string NameInPath(Operation operation, Audience role)
    {
        if (!operation.Path.Contains("{id}", StringComparison.Ordinal))
        {
            return "";
        }

        var subject = operation.Path.Split('/')[2];
        return operation == Operations.CutDelegation ? role == Audience.Institution ? "dlgGiven" : "dlgTaken"
            : operation == Operations.RemoveWebhookEndpoint ? $"whe{role}Spare"
            : subject is "webhook-endpoints" ? $"whe{role}"
            : subject is "webhook-deliveries" ? $"whd{role}"
            : subject is "identity-sessions" ? $"ids{role}"
            : operation == Operations.AddPersons || operation == Operations.StartPersonList ? "batNew"
            : Subjects.TryGetValue(subject, out var name) ? name
            : throw new InvalidOperationException($"{operation.Id} has no entry in the tenant matrix: say whose the id in its path is.");
    }
}
