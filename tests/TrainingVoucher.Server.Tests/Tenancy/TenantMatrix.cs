using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Http;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>Two districts that have nothing to do with each other, on one server, and the calls of each about the things of the other.</summary>
public sealed partial class TenantMatrix : IAsyncLifetime
{
    internal static readonly Audience[] Roles = [.. Enum.GetValues<Audience>().Where(role => role != Audience.Public)];

    internal TestServer Server { get; private set; } = null!;

    internal Tenant Owner { get; private set; } = null!;

    internal Tenant Stranger { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await TestServer.StartAsync(configure: options => options.PartnerSandbox = true);
        await Server.SandboxOpenedAsync();
        Owner = await Tenant.FoundAsync(Server, "330106", 0);
        Stranger = await Tenant.FoundAsync(Server, "330110", 6_000);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Every partner's operation once for each role that may call it.</summary>
    internal static IEnumerable<(Operation Operation, Audience Role)> Allowed =>
        Operations.All.SelectMany(o => Roles.Where(role => o.Audience.HasFlag(role)).Select(role => (o, role)));

    internal Task<long> JournalAsync() =>
        Server.Store.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM journal"), CancellationToken.None);

    internal async Task<Answered> SendAsync(TestParty? party, FilledCall call, string? key = null)
    {
        using var message = new HttpRequestMessage(new HttpMethod(call.Operation.Method), new Uri(TestServer.RootOf(call.Operation) + call.Address, UriKind.Relative));
        message.Content = call.Operation.Method == "GET" ? null : EdgeServer.JsonBody(call.Body);
        if (party is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await party.TokenAsync());
        }

        if (call.Operation.IsChange)
        {
            message.Headers.Add("Idempotency-Key", key ?? RandomNumberGenerator.GetHexString(32));
        }

        var before = await JournalAsync();
        using var response = await Server.Http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return new Answered(call, (int)response.StatusCode, text, await JournalAsync() - before);
    }

    /// <summary>What a tenant sees of itself in every list it has.</summary>
    internal async Task<string> LookAroundAsync(Tenant tenant)
    {
        var seen = new List<string>();
        foreach (var (operation, role) in Allowed.Where(a => a.Operation.Method == "GET" && !a.Operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            seen.Add((await SendAsync(tenant.Parties[role], await MatrixCalls.Of(operation, role).FillAsync(tenant.OwnAsync))).Text);
        }

        return string.Join('\n', seen);
    }

    /// <summary>An answer, and by how many rows the journal grew meanwhile.</summary>
    internal sealed partial record Answered(FilledCall Call, int Status, string Text, long Written)
    {
        /// <summary>The answer without what is different in every call: its trace, the ids it made, and what it was asked about.</summary>
        public string Shape => Values().Replace(
            Call.Values.Values.Where(v => v.Length > 5).Aggregate(Text, (text, value) => text.Replace(value, "named", StringComparison.Ordinal)), "made");

        public override string ToString() => $"{Call.Operation.Method} {Call.Address} {Call.Body}\n{Status} {Text}";

        [GeneratedRegex("\"traceId\":\"[^\"]*\"|[a-z]{3}_[0-9a-z]{13}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
        private static partial Regex Values();
    }
}
