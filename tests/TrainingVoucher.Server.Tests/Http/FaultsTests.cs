using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Storage.Sqlite;

namespace TrainingVoucher.Server.Tests.Http;

public sealed class FaultsTests
{
    public static TheoryData<Exception, string, bool> Faults => new()
    {
        { new InvalidOperationException("secret detail"), "internal_error", true },
        { new SqliteException("secret detail", 19), "internal_error", true },
        { new SqliteException("secret detail", 5), "unavailable", false },
        { new SqliteException("secret detail", 6), "unavailable", false },
        { new SqliteException("secret detail", 13), "unavailable", false },
        { new BadHttpRequestException("secret detail", 413), "too_large", false },
        { new BadHttpRequestException("secret detail", 400), "invalid_request", false },
        { new BadHttpRequestException("secret detail", 408), "invalid_request", false },
        { new OperationCanceledException("secret detail"), "internal_error", true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsAnsweredByItsCode_AndLoggedOnlyWhenTheServersOwn(Exception fault, string code, bool isLogged)
    {
        using var log = new CapturedLog();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        using var store = new SqliteStore("unused", TimeProvider.System);
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseFaults(store);
        app.UseProblems();
        app.MapGet("/", (HttpContext _) => throw fault);
        await app.StartAsync();

        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
        var problem = (await response.Content.ReadFromJsonAsync(Json.Options.GetTypeInfo<Problem>()))!;

        // The log is written after the answer is sent.
        await app.StopAsync();

        Assert.Equal(code, problem.Code);
        Assert.Equal(ErrorCodes.Find(code)!.Status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code == "unavailable", response.Headers.RetryAfter is not null);
        Assert.Equal(isLogged, log.Text.Contains("secret detail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DatabaseLockedByAnotherProgram_Change_IsUnavailable()
    {
        SqlTypes.Register();
        var directory = Directory.CreateTempSubdirectory("tv-locked-");
        var path = Path.Combine(directory.FullName, "test.db");
        using (var store = new SqliteStore(path, TimeProvider.System))
        {
            await store.MigrateAsync(CancellationToken.None);
            await using var other = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=1");
            await other.OpenAsync();
            await using var holding = other.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false);
            using var command = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=1");
            await command.OpenAsync();

            var fault = Assert.Throws<SqliteException>(() => command.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false));

            Assert.True(store.IsUnavailable(fault));
        }

        directory.Delete(recursive: true);
    }
}
