using TrainingVoucher.Client;

namespace TrainingVoucher.Tests.Client;

public sealed class FeedTests
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task Follow_NumberMissing_NothingAfterItIsGivenBeforeItIsThere()
    {
        var server = new StubServer((_, n) => Slice(n switch { 1 => [1, 3, 4], 2 => [3, 4], 3 => [], _ => [2, 3, 4] }));
        using var client = Sample.Client(server, clock);

        Assert.Equal([1, 2, 3, 4], await TakeAsync(client, 4));
        Assert.Equal(["after=0", "after=1", "after=1", "after=1"], server.Calls.Select(After));
        Assert.Contains(TimeSpan.FromSeconds(1), clock.Waits);
    }

    [Fact]
    public async Task Follow_EventsComeAgain_EachIsGivenOnce()
    {
        var server = new StubServer((_, n) => Slice(n switch { 1 => [1, 2], 2 => [1, 2], 3 => [2, 3, 3], _ => [4, 5] }));
        using var client = Sample.Client(server, clock);

        Assert.Equal([1, 2, 3, 4, 5], await TakeAsync(client, 5));
    }

    [Fact]
    public async Task Follow_NumberStaysMissing_EndsWithUnexpectedAnswer()
    {
        var server = new StubServer((_, n) => Slice(n == 1 ? [1] : [3]));
        using var client = Sample.Client(server, clock);
        var given = new List<long>();

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(async () =>
        {
            await foreach (var told in client.Channel.FollowFeedAsync())
            {
                given.Add(told.Number);
            }
        });

        Assert.Equal(TrainingVoucherException.UnexpectedAnswer, e.Code);
        Assert.Equal([1], given);
        Assert.Equal(1 + 5, server.Calls.Count);
    }

    private static string After(Sent call) => call.Address.Query.TrimStart('?').Split('&').Single(part => part.StartsWith("after=", StringComparison.Ordinal));

    private static HttpResponseMessage Slice(long[] numbers) => StubServer.Json(
        $$"""{"items":[{{string.Join(',', numbers.Select(n => $$"""{"number":{{n}},"type":"voucherClaimed","at":"2026-03-01T00:00:00Z"}"""))}}],"next":99,"last":99}""");

    private static async Task<IReadOnlyList<long>> TakeAsync(TrainingVoucherClient client, int count)
    {
        var numbers = new List<long>();
        await foreach (var told in client.Channel.FollowFeedAsync())
        {
            numbers.Add(told.Number);
            if (numbers.Count == count)
            {
                break;
            }
        }

        return numbers;
    }
}
