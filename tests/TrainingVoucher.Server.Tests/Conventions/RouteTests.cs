using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sandbox;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Http;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>Holds the routes of the running server against the declared operations.</summary>
public sealed class RouteTests(EdgeServer edge) : IClassFixture<EdgeServer>
{
    private static readonly string[] Others =
    [
        "/oauth2/token", "/.well-known/oauth-authorization-server", "/healthz", "/openapi/{documentName:regex(^v1$)}.json",
    ];

    private static readonly string[] Pages = ["/verify", "/identity/", "/pages/"];

    [Fact]
    public void EveryOperation_HasItsRoute_Once()
    {
        Assert.Equal(Operations.All.Where(o => TestServer.RootOf(o).Length == 0).Select(o => o.Id).Order(StringComparer.Ordinal), Routed(Routes()));
    }

    [Fact]
    public async Task EveryOperation_HasItsRouteInASandbox_Once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var stage = new SandboxStage(TimeProvider.System, ServerHost.Visitors(new()));
        await using var app = await ServerHost.BuildInnerAsync(database.Options().ForSandbox(stage), new InnerServer(), NullLoggerFactory.Instance, CancellationToken.None);

        Assert.Equal(Operations.All.Select(o => o.Id).Order(StringComparer.Ordinal), Routed(((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()));
    }

    [Fact]
    public void EveryRoute_IsItsOperations_OrKnown()
    {
        foreach (var route in Routes())
        {
            var operation = route.Metadata.GetMetadata<Operation>();
            var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
            if (operation is not null)
            {
                Assert.Equal((operation.Path, operation.Method), (route.RoutePattern.RawText, Assert.Single(methods!)));
            }
            else
            {
                Assert.True(IsKnown(route), route.RoutePattern.RawText);
            }
        }
    }

    /// <summary>Pages, their forms and what they load stand outside of <c>/v1</c>.</summary>
    private static bool IsKnown(RouteEndpoint route)
    {
        var path = route.RoutePattern.RawText!;
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var isPage = path == "/" || Pages.Any(page => path.StartsWith(page, StringComparison.Ordinal));
        return Others.Contains(path) || (isPage && methods.Count > 0 && methods.All(m => m is "GET" or "HEAD" or "POST"));
    }

    private static IEnumerable<string> Routed(IEnumerable<RouteEndpoint> routes) =>
        routes.Select(r => r.Metadata.GetMetadata<Operation>()).OfType<Operation>().Select(o => o.Id).Order(StringComparer.Ordinal);

    private List<RouteEndpoint> Routes() => [.. edge.Server.Routes.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
}
