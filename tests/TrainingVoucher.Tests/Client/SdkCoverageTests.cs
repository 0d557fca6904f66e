using System.Reflection;
using System.Runtime.CompilerServices;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

/// <summary>Calls every method of every role client and holds what was sent against the list of operations.</summary>
public sealed class SdkCoverageTests
{
    private const string Id = "id_1";
    private const string Sandbox = nameof(TrainingVoucherClient.Sandbox);
    private static readonly Audience[] Roles = [Audience.Authority, Audience.Channel, Audience.Institution, Audience.CoursePlatform, Audience.RegionalSystem];

    // Whoever calls, they are about the sandbox itself.
    private static readonly Operation[] OfSandbox = [Operations.JoinSandbox, Operations.GetSandboxClock, Operations.MoveSandboxClock, Operations.ResetSandbox];
    private static readonly string[] WithoutOperation = ["IsReadyAsync", "GetAccessTokenAsync", "DeductAsync", "IsSandboxAsync"];

    [Fact]
    public async Task RoleClients_TogetherAndExactlyOnce_CoverEveryOperation()
    {
        var actual = (await CallEverythingAsync()).Order(StringComparer.Ordinal);

        Assert.Equal(Expected().Order(StringComparer.Ordinal), actual);
    }

    [Fact]
    public void RoleClients_EveryMethod_CanBeSubstituted()
    {
        var members = new[] { typeof(AuthorityClient), typeof(ChannelClient), typeof(InstitutionClient), typeof(CoursePlatformClient), typeof(RegionalSystemClient), typeof(WebhooksClient), typeof(PublicClient), typeof(SandboxClient) }.SelectMany(Methods);

        Assert.All(members, m => Assert.True(m is { IsVirtual: true, IsFinal: false }, m.Name));
    }

    private static IEnumerable<string> Expected()
    {
        foreach (var operation in Operations.All)
        {
            string[] roles = OfSandbox.Contains(operation) ? [Sandbox]
                : operation.Audience == Audience.Public ? [nameof(Audience.Public)]
                : [.. Roles.Where(r => operation.Audience.HasFlag(r)).Select(r => r.ToString())];
            foreach (var role in roles)
            {
                var call = $"{role} {operation.Method} {operation.Path} {(operation.IsChange ? "key" : "no key")}";
                yield return $"{call} one";
                if (operation.TakesCsv)
                {
                    yield return $"{call} csv";
                }

                if (operation.ResponseType.IsGenericType || operation == Operations.GetFeed)
                {
                    yield return $"{call} all";
                }
            }
        }
    }

    private static async Task<List<string>> CallEverythingAsync()
    {
        List<string> calls = [];
        foreach (var role in Roles.Select(r => r.ToString()).Concat([nameof(Audience.Public), Sandbox]))
        {
            var property = typeof(TrainingVoucherClient).GetProperty(role)!;
            await CallAllAsync(role, property.PropertyType, client => property.GetValue(client)!, calls);
            if (property.PropertyType.GetProperty(nameof(ChannelClient.Webhooks)) is { } webhooks)
            {
                await CallAllAsync(role, webhooks.PropertyType, client => webhooks.GetValue(property.GetValue(client))!, calls);
            }
        }

        return calls;
    }

    private static async Task CallAllAsync(string role, Type type, Func<TrainingVoucherClient, object> target, List<string> calls)
    {
        foreach (var method in Methods(type).Where(m => !m.IsSpecialName && !WithoutOperation.Contains(m.Name)))
        {
            var server = new StubServer(() => StubServer.Problem(409, "sold_out"));
            using var client = Sample.AuthorityClient(server);
            await Assert.ThrowsAsync<TrainingVoucherException>(() => FinishAsync(method.Invoke(target(client), [.. method.GetParameters().Select(Argument)])!));
            calls.Add($"{role} {Describe(Assert.Single(server.Calls), method)}");
        }
    }

    private static string Describe(Sent sent, MethodInfo method)
    {
        var kind = sent.ContentType == "text/csv" ? "csv" : typeof(Task).IsAssignableFrom(method.ReturnType) ? "one" : "all";
        return $"{sent.Method} {sent.Address.AbsolutePath.Replace(Id, "{id}", StringComparison.Ordinal)} {(sent.Key is null ? "no key" : "key")} {kind}";
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.DeclaringType!.IsSubclassOf(typeof(RoleClient)));

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => Id,
        var t when t == typeof(Stream) => new MemoryStream([1]),
        var t when t == typeof(CancellationToken) => CancellationToken.None,
        _ when parameter.HasDefaultValue => null,
        var t => RuntimeHelpers.GetUninitializedObject(t),
    };

    private static Task FinishAsync(object call) => call is Task task
        ? task
        : (Task)typeof(SdkCoverageTests).GetMethod(nameof(DrainAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(call.GetType().GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)).GetGenericArguments())
            .Invoke(null, [call])!;

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
        {
        }
    }
}
