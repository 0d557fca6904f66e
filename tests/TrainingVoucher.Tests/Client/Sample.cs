using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

/// <summary>Keys, options and answers for client tests.</summary>
internal static class Sample
{
    public const string VoucherJson = """
        {"code":"T00000-000000-000000","state":"claimed","schemeId":"sch_1","schemeName":{"zh":"券","en":"Voucher"},
         "batchId":"bat_1","valueMode":"faceValue","valueFen":50000,"firstDay":"2026-03-01","lastDay":"2026-12-31"}
        """;

    public const string ClaimableJson = """
        {"items":[{"batchId":"bat_1","schemeId":"sch_1","region":"330100","mode":"selfClaimed","valueMode":"faceValue","valueFen":50000,
         "display":{"title":{"zh":"券","en":"Voucher"}},"displayVersion":1,"eligibility":[],"left":3,"closesAt":"2026-12-31T00:00:00Z"}]}
        """;

    public const string SessionJson = """
        {"id":"ids_1","provider":"oidc","url":"https://vouchers.example/identity/ids_1","expiresAt":"2026-06-01T00:10:00Z"}
        """;

    public static readonly ECDsa ClientKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa OfficerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ClaimRequest Claim = new() { BatchId = "bat_1", Assertion = "secret-assertion" };

    public static TrainingVoucherOptions Options(HttpMessageHandler handler, TimeProvider? clock = null) => new()
    {
        BaseAddress = new Uri("https://vouchers.example/"),
        Client = new ClientCredentials { ClientId = "cli_1", KeyId = "key_1", PrivateKey = ClientKey },
        HttpMessageHandler = handler,
        TimeProvider = clock ?? new TestClock(),
        AttemptTimeout = TestClock.AttemptTimeout,
    };

    public static TrainingVoucherClient Client(HttpMessageHandler handler, TimeProvider? clock = null) => new(Options(handler, clock));

    public static TrainingVoucherClient AuthorityClient(HttpMessageHandler handler)
    {
        var options = Options(handler);
        options.Officer = new OfficerCredentials { OfficerId = "off_1", KeyId = "key_2", PrivateKeyPem = OfficerKey.ExportPkcs8PrivateKeyPem() };
        return new TrainingVoucherClient(options);
    }
}
