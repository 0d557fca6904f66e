using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Http;

public sealed class FaultsTests
{
    private static TheoryData<Exception, string, bool> OfSqlite => new()
    {
        { new SqliteException("secret detail", 19), "internal_error", true },
        { new SqliteException("secret detail", 5), "unavailable", false },
        { new SqliteException("secret detail", 6), "unavailable", false },
        { new SqliteException("secret detail", 13), "unavailable", false },
    };

    private static TheoryData<Exception, string, bool> OfPostgres => new()
    {
        { Postgres(PostgresErrorCodes.CheckViolation), "internal_error", true },
        { Postgres(PostgresErrorCodes.TooManyConnections), "unavailable", false },
        { Postgres(PostgresErrorCodes.DiskFull), "unavailable", false },
        { Postgres(PostgresErrorCodes.AdminShutdown), "unavailable", false },
        { Postgres(PostgresErrorCodes.CannotConnectNow), "unavailable", false },
        { Postgres(PostgresErrorCodes.SerializationFailure), "unavailable", false },
        { Postgres(PostgresErrorCodes.DeadlockDetected), "unavailable", false },
        { Postgres(PostgresErrorCodes.ReadOnlySqlTransaction), "unavailable", false },
        { new NpgsqlException("secret detail"), "unavailable", false },
    };

    public static TheoryData<Exception, string, bool> Faults()
    {
        var faults = TestDatabase.IsPostgres ? OfPostgres : OfSqlite;
        faults.Add(new InvalidOperationException("secret detail"), "internal_error", true);
        faults.Add(new BadHttpRequestException("secret detail", 413), "too_large", false);
        faults.Add(new BadHttpRequestException("secret detail", 400), "invalid_request", false);
        faults.Add(new BadHttpRequestException("secret detail", 408), "invalid_request", false);
        faults.Add(new OperationCanceledException("secret detail"), "internal_error", true);
        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsAnsweredByItsCode_AndLoggedOnlyWhenTheServersOwn(Exception fault, string code, bool isLogged)
    {
        using var log = new CapturedLog();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        await using var database = await TestDatabase.CreateAsync(migrated: false);
        var store = database.Open();
        using var closing = store as IDisposable;
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

    private static PostgresException Postgres(string state) => new("secret detail", "ERROR", "ERROR", state);
}
