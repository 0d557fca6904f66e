using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>
/// Every declared operation, by every role, by its owner, by a stranger of the same role and by nobody: no id of another tenant reads or
/// writes anything, and none is answered otherwise than one that nobody has.
/// </summary>
public sealed class TenantMatrixTests(TenantMatrix matrix) : IClassFixture<TenantMatrix>
{
    public static TheoryData<string, Audience> Allowed => Pairs(TenantMatrix.Allowed);

    public static TheoryData<string, Audience> Forbidden => Pairs(
        Operations.All.Where(o => o.Audience != Audience.Public).SelectMany(o => TenantMatrix.Roles.Where(r => !o.Audience.HasFlag(r)).Select(r => (o, r))));

    public static TheoryData<string, Audience> Owned => Pairs(TenantMatrix.Allowed.Where(a => MatrixCalls.Of(a.Operation, a.Role).Owned.Count > 0));

    public static TheoryData<string, Audience> Regional => Pairs(TenantMatrix.Allowed.Where(a => MatrixCalls.Of(a.Operation, a.Role).NamesRegion));

    public static TheoryData<string, Audience> Lists => Pairs(TenantMatrix.Allowed.Where(a => a.Operation.ResponseType.IsGenericType));

    public static TheoryData<string> Open => [.. Operations.All.Where(o => o.Audience == Audience.Public).Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task Call_ByNobody_IsUnauthenticated(string id, Audience role)
    {
        var answer = await matrix.SendAsync(party: null, await CallOf(id, role).FillAsync(matrix.Owner.OwnAsync));

        AssertRefused(answer, 401, "unauthenticated");
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Call_ByAnotherRole_IsForbidden(string id, Audience role)
    {
        var operation = Find(id);
        var call = CallOf(id, TenantMatrix.Roles.First(r => operation.Audience.HasFlag(r)));
        foreach (var tenant in new[] { matrix.Owner, matrix.Stranger })
        {
            AssertRefused(await matrix.SendAsync(tenant.Parties[role], await call.FillAsync(matrix.Owner.OwnAsync)), 403, "forbidden");
        }
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public async Task Call_WithWhatIsForeign_IsThatWithWhatIsUnknown(string id, Audience role)
    {
        var call = CallOf(id, role);
        foreach (var name in call.Owned)
        {
            await matrix.Server.Jobs.RunAsync(CancellationToken.None);
            var before = call.Reply == Reply.Refused ? "" : await matrix.LookAroundAsync(matrix.Owner);
            var foreign = await SendWithAsync(call, role, name, matrix.Owner.OwnAsync);
            var unknown = await SendWithAsync(call, role, name, async n => Tenant.Unknown(n, await matrix.Stranger.OwnAsync(n)));

            Assert.True((foreign.Status, foreign.Shape) == (unknown.Status, unknown.Shape), $"{name}\n{foreign}\n{unknown}");
            Assert.True(foreign.Status is >= 400 and < 500 || (foreign.Status == 200 && call.Reply != Reply.Refused), $"{name}\n{foreign}");
            if (foreign.Status >= 400)
            {
                Assert.Equal((0, 0), (foreign.Written, unknown.Written));
            }
            else
            {
                await matrix.Server.Jobs.RunAsync(CancellationToken.None);
                Assert.Equal(before, await matrix.LookAroundAsync(matrix.Owner));
            }

            AssertHoldsNothingOf(matrix.Owner, foreign);
        }
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public async Task Call_ByTheOwner_IsAnsweredOtherwiseThanAStrangers(string id, Audience role)
    {
        var call = CallOf(id, role);
        var own = await matrix.SendAsync(matrix.Owner.Parties[role], await call.FillAsync(matrix.Owner.AnewAsync));

        Assert.True(own.Status is 200 or 409 or 422, $"{own}");
        foreach (var name in call.Owned.Where(_ => call.Reply != Reply.Blind))
        {
            var foreign = await SendWithAsync(call, role, name, matrix.Owner.OwnAsync);
            Assert.True((own.Status, own.Shape) != (foreign.Status, foreign.Shape), $"{name}\n{own}\n{foreign}");
        }
    }

    [Theory]
    [MemberData(nameof(Regional))]
    public async Task Call_WithAForeignRegion_IsRefused(string id, Audience role)
    {
        var call = CallOf(id, role);
        var before = await matrix.LookAroundAsync(matrix.Owner);

        var answer = await SendWithAsync(call, role, "region", matrix.Owner.OwnAsync);

        Assert.True(answer.Text.Contains("region_not_yours", StringComparison.Ordinal), $"{answer}");
        Assert.True(answer.Status == 200 || answer.Written == 0, $"{answer}");
        Assert.Equal(before, await matrix.LookAroundAsync(matrix.Owner));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_OfAStranger_HoldsNothingForeign(string id, Audience role)
    {
        var call = CallOf(id, role);
        var own = await matrix.SendAsync(matrix.Owner.Parties[role], await call.FillAsync(matrix.Owner.OwnAsync));
        var other = await matrix.SendAsync(matrix.Stranger.Parties[role], await call.FillAsync(matrix.Stranger.OwnAsync));

        Assert.True(own.Status == 200 && matrix.Owner.Marks.Any(mark => own.Text.Contains(mark, StringComparison.Ordinal)), $"{own}");
        Assert.True(other.Status == 200 && matrix.Stranger.Marks.Any(mark => other.Text.Contains(mark, StringComparison.Ordinal)), $"{other}");
        AssertHoldsNothingOf(matrix.Owner, other);
        AssertHoldsNothingOf(matrix.Stranger, own);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task OpenCall_HoldsNothingOfATenant_AndFindsNothingUnknown(string id)
    {
        var operation = Find(id);
        var (path, body) = operation == Operations.SandboxAuthenticate
            ? (operation.Path.Replace("{id}", "ids_0000000000001", StringComparison.Ordinal), $$"""{"document":{{await matrix.Owner.OwnAsync("nobody")}},"name":"某人"}""")
            : (operation.Path, "{}");

        var answer = await matrix.SendAsync(party: null, new FilledCall(operation, path, body, new Dictionary<string, string>(StringComparer.Ordinal)));

        Assert.Equal(0, answer.Written);
        Assert.InRange(answer.Status, 200, 404);
        AssertHoldsNothingOf(matrix.Owner, answer);
    }

    private static Operation Find(string id) => Operations.All.Single(o => o.Id == id);

    private static MatrixCall CallOf(string id, Audience role) => MatrixCalls.Of(Find(id), role);

    private static TheoryData<string, Audience> Pairs(IEnumerable<(Operation Operation, Audience Role)> pairs)
    {
        var data = new TheoryData<string, Audience>();
        foreach (var (operation, role) in pairs)
        {
            data.Add(operation.Id, role);
        }

        return data;
    }

    /// <summary>The stranger's call about his own things, but for one.</summary>
    private async Task<TenantMatrix.Answered> SendWithAsync(MatrixCall call, Audience role, string name, Func<string, Task<string>> other) =>
        await matrix.SendAsync(matrix.Stranger.Parties[role], await call.FillAsync(n => n == name ? other(n) : matrix.Stranger.AnewAsync(n)));

    private static void AssertRefused(TenantMatrix.Answered answer, int status, string code)
    {
        Assert.True(answer.Status == status && answer.Text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal), $"{answer}");
        Assert.Equal(0, answer.Written);
    }

    /// <summary>But for what the caller named himself.</summary>
    private static void AssertHoldsNothingOf(Tenant tenant, TenantMatrix.Answered answer) => Assert.All(
        tenant.Marks.Except(answer.Call.Values.Values, StringComparer.Ordinal),
        mark => Assert.False(answer.Text.Contains(mark, StringComparison.Ordinal), $"{mark}\n{answer}"));
}
