using System.Security.Cryptography;
using TrainingVoucher.Server.Identity.Oidc;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>Settings that cannot work stop the start, and everything that is wrong with them is said at once.</summary>
public sealed class OidcSettingsTests : IDisposable
{
    private readonly ClientFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Settings_ThatAreWhole_AreRead()
    {
        var read = OidcSettings.Read(Whole(), sandbox: false)!;

        Assert.Equal(("https://idp.example/realm", "client", "secret", null), (read.Authority, read.ClientId, read.Secret, read.Key));
        Assert.Null(OidcSettings.Read(new IdentityOptions(), sandbox: true));
        Assert.NotNull(OidcSettings.Read(Whole(o => (o.ClientSecretFile, o.ClientKeyFile) = (null, _files.Write(TestKey.New().Pem))), sandbox: false)!.Key);
        Assert.NotNull(OidcSettings.Read(Whole(o => o.Authority = "http://127.0.0.1:5000"), sandbox: false));
    }

    [Theory]
    [InlineData("http://idp.example")]
    [InlineData("idp.example")]
    [InlineData("https://idp.example/?a=1")]
    [InlineData("https://idp.example/#a")]
    [InlineData("https://user@idp.example/")]
    [InlineData("ftp://idp.example/")]
    public void Authority_ThatCannotBeTrusted_IsRefused(string authority) => Refuses("Authority must be an absolute https address", o => o.Authority = authority);

    [Fact]
    public void Settings_EachThatIsWrong_IsNamed()
    {
        Refuses("ClientId must be set", o => o.ClientId = " ");
        Refuses("ClientSecretFile or ClientKeyFile must be set, and not both", o => o.ClientSecretFile = null);
        Refuses("ClientSecretFile or ClientKeyFile must be set, and not both", o => o.ClientKeyFile = _files.Write(TestKey.New().Pem));
        Refuses("ClientSecretFile must not be empty", o => o.ClientSecretFile = _files.Write(" \n"));
        Refuses("which is no file", o => o.ClientSecretFile = "/nowhere/secret");
        Refuses("which others may read", o => o.ClientSecretFile = _files.Write("secret", isOpen: true));
        Refuses("ClientKeyId goes with ClientKeyFile", o => o.ClientKeyId = "1");
        Refuses("Scopes must have openid", o => o.Scopes = "profile");
        Refuses("Timeout must be", o => o.Timeout = TimeSpan.Zero);
        Refuses("NumberClaim must not be empty", o => o.NumberClaim = "");
        Refuses("NameClaim must not be empty", o => o.NameClaim = "");
        Refuses("TypeClaim must not be empty", o => o.TypeClaim = "");
        Refuses("Types goes with TypeClaim", o => o.Types["1"] = "residentIdCard");
        Refuses("Types:1 must be one of residentIdCard", o => (o.TypeClaim, o.Types["1"]) = ("t", "passport"));
        Refuses("Methods:pwd must be one of face, card, pin", o => o.Methods["pwd"] = "password");
        Refuses("Authority must be set with ClientId", o => o.Authority = null);
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("P-384")]
    [InlineData("public")]
    public void Key_ThatIsNone_IsRefused(string what)
    {
        using var key = ECDsa.Create(what == "P-384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var pem = what == "no key" ? "no key" : what == "public" ? key.ExportSubjectPublicKeyInfoPem() : key.ExportPkcs8PrivateKeyPem();

        Refuses("ClientKeyFile must be a P-256 private key in PEM", o => (o.ClientSecretFile, o.ClientKeyFile) = (null, _files.Write(pem)));
    }

    [Fact]
    public async Task Start_WithSeveralFaults_NamesThemAllAndTouchesNothing()
    {
        var data = Directory.CreateTempSubdirectory("tv-data-");
        var options = new ServerOptions { DataDirectory = Path.Combine(data.FullName, "data"), Sandbox = true };
        string[] args = ["--TrainingVoucher:Identity:Authority", "http://idp.example", "--TrainingVoucher:Identity:NumberClaim", "", "--TrainingVoucher:Identity:Methods:pwd", "password"];

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerHost.BuildAsync(options, args));

        Assert.Equal(6, fault.Message.Split('\n').Length);
        Assert.All(fault.Message.Split('\n'), line => Assert.StartsWith("TrainingVoucher:Identity:", line, StringComparison.Ordinal));
        Assert.False(Directory.Exists(options.DataDirectory));
        data.Delete(recursive: true);
    }

    private IdentityOptions Whole(Action<IdentityOptions>? change = null)
    {
        var options = new IdentityOptions { Authority = "https://idp.example/realm", ClientId = "client", ClientSecretFile = _files.Write("secret\n") };
        change?.Invoke(options);
        return options;
    }

    private void Refuses(string sentence, Action<IdentityOptions> change)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => OidcSettings.Read(Whole(change), sandbox: false));
        Assert.Contains(sentence, Assert.Single(fault.Message.Split('\n')), StringComparison.Ordinal);
    }
}
