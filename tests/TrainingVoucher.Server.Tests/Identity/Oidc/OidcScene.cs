using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>A server whose holders are authenticated by a strict provider, a bank with a registered return address, and a browser.</summary>
internal sealed class OidcScene : IAsyncDisposable
{
    public const string Back = "https://bank.example/identity/done?app=1";

    private OidcScene(StubProvider provider, Scenario s) => (Provider, S) = (provider, s);

    public StubProvider Provider { get; }

    public Scenario S { get; }

    public HolderBrowser Browser { get; } = new();

    public static async Task<OidcScene> StartAsync(TestKey? key = null, Action<IdentityOptions>? configure = null)
    {
        var provider = await StubProvider.StartAsync();
        provider.ClientKey = key;
        using var files = new ClientFiles();
        var server = await TestServer.StartAsync(sandbox: false, configure: o =>
        {
            o.Identity.Authority = provider.Address;
            o.Identity.ClientId = StubProvider.ClientId;
            o.Identity.ClientSecretFile = key is null ? files.Write(StubProvider.Secret + "\n") : null;
            o.Identity.ClientKeyFile = key is null ? null : files.Write(key.Pem);
            configure?.Invoke(o.Identity);
        });
        (provider.Callback, provider.Time) = (server.Address + "/identity/callback", server.Time);
        var scene = new OidcScene(provider, await Scenario.StartAsync(server: server));
        await scene.S.Bank.SetReturnUrlsAsync(new([Back]));
        scene.Present(1);
        return scene;
    }

    /// <summary>Says who comes to the provider from now on.</summary>
    public void Present(int person, params string[] methods)
    {
        var row = MadeUp.Person(person);
        (Provider.Claims["document_number"], Provider.Claims["name"], Provider.Claims["amr"]) = (row.DocumentNumber, row.Name, methods.Length == 0 ? ["face"] : methods);
    }

    public Task<IdentitySession> OpenAsync(IdentityPurpose purpose = IdentityPurpose.View, string? back = Back, ProxyRelation? proxy = null) =>
        S.Bank.CreateIdentitySessionAsync(new() { Purpose = purpose, ReturnUrl = back, Proxy = proxy });

    /// <summary>The code of the refusal when the bank takes the assertion of a session.</summary>
    public Task<string> TakingAsync(IdentitySession session) => Scenario.RefusedAsync(() => S.Bank.TakeIdentityAssertionAsync(session.Id));

    /// <summary>Opens a session, lets the holder go to the provider and back, and holds that it failed for this reason, for the holder and for the bank.</summary>
    public async Task<Shown> FailsAsync(ErrorCode code, ProxyRelation? proxy = null)
    {
        var session = await OpenAsync(proxy: proxy);
        var shown = await Browser.GoAsync(session.Url);

        Assert.Equal(code.Status, (int)shown.Status);
        Assert.Contains(code.Chinese.TrimEnd('。'), shown.Text, StringComparison.Ordinal);
        Assert.Contains(code.English.TrimEnd('.'), shown.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Back}&session={session.Id}\"", shown.Text, StringComparison.Ordinal);
        Assert.Equal(code.Code, await TakingAsync(session));
        Assert.Equal(code.Code, (await S.ReadJournalAsync()).Last(e => e.Event == "identity_session.failed").Reason);
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await S.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>Files that nobody else may read, gone when they were read.</summary>
internal sealed class ClientFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tv-client-");
    private int _count;

    public string Write(string text, bool isOpen = false)
    {
        var path = Path.Combine(_directory.FullName, $"{++_count}");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | (isOpen ? UnixFileMode.GroupRead : UnixFileMode.None));
        }

        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
