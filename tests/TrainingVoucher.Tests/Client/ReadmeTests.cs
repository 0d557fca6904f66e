using System.Runtime.CompilerServices;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tests.Tokens;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Client;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreTheCompiledSnippets()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        ReadmeBlocks.AssertCompiled(Path.Combine(here, "..", "..", "..", "sdk", "TrainingVoucher", "README.md"), Path.Combine(here, "ReadmeSnippets.cs"));
    }

    [Fact]
    public async Task Readme_CodeBlocks_RunToTheirEnd()
    {
        var server = new StubServer((sent, _) => sent.Address.AbsolutePath switch
        {
            var path when path == Operations.ListClaimable.Path => StubServer.Json(Sample.ClaimableJson),
            var path when path == Operations.ClaimVoucher.Path => StubServer.Json(Sample.VoucherJson),
            var path when path == Operations.CreateIdentitySession.Path => StubServer.Json(Sample.SessionJson),
            var path when path.EndsWith("/ids_1/assertion", StringComparison.Ordinal) => StubServer.Json("""{"assertion":"a","expiresAt":"2026-06-01T00:05:00Z"}"""),
            var path when path == Operations.ListUsableVouchers.Path => StubServer.Json("""{"items":[],"holderReference":"r"}"""),
            var path when path == Operations.CheckVoucher.Path => StubServer.Json("""{"usable":true}"""),
            _ => StubServer.Problem(409, "holder_mismatch"),
        });
        using var connected = ReadmeSnippets.Connect(Sample.ClientKey.ExportPkcs8PrivateKeyPem());
        using var client = Sample.Client(server);
        using var issuer = new TestIssuer();

        var shown = new List<string>();
        await ReadmeSnippets.ClaimAsync(client, await ReadmeSnippets.AuthenticateAsync(client, ShowAsync));
        await ReadmeSnippets.RedeemAsync(client, "T04HMA-SW9NF6-YZZPQG", "330102199001011237");
        await ReadmeSnippets.DeductAsync(client, ShowAsync);
        ReadmeSnippets.CheckOffline(issuer.KeySet, "T04HMA-SW9NF6-YZZPQG", TimeProvider.System);
        ReadmeSnippets.ReceiveWebhook(WebhookSecret.New().Reveal(), [], _ => null);

        Assert.Equal(
            [
                Operations.CreateIdentitySession.Path, "/v1/identity-sessions/ids_1/assertion", Operations.ListClaimable.Path, Operations.ClaimVoucher.Path,
                Operations.CheckVoucher.Path, Operations.RedeemVoucher.Path,
                Operations.CreateIdentitySession.Path, "/v1/identity-sessions/ids_1/assertion", Operations.ListUsableVouchers.Path,
            ],
            server.Calls.Select(c => c.Address.AbsolutePath));
        Assert.Equal(["https://vouchers.example/identity/ids_1", "https://vouchers.example/identity/ids_1"], shown);

        Task ShowAsync(string url)
        {
            shown.Add(url);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Offline_Verification_TouchesNoNetworkType()
    {
        var fields = typeof(VoucherVerifier).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(VoucherVerifier).Namespace)
            .SelectMany(t => t.GetFields((System.Reflection.BindingFlags)(-1)).Select(f => f.FieldType)
                .Concat(t.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType))
                .Concat(t.GetMethods().SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)));

        Assert.DoesNotContain(fields, t => t.Namespace is { } n && (n.StartsWith("System.Net", StringComparison.Ordinal) || n == typeof(TrainingVoucherClient).Namespace));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
