using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Bench;

/// <summary>The bytes of requests, made from the lines of a file: what the scripts for wrk send, for the verbs here.</summary>
internal sealed class Requests(string address, string token, IReadOnlyList<string> lines)
{
    private static readonly string Run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    private int keys;

    public int Count => lines.Count;

    public string Authorization => "Bearer " + token;

    public static async Task<Requests> ReadAsync(Arguments arguments, string @as, int take)
    {
        var token = await Access.TokenAsync(arguments, @as);
        var lines = File.ReadLines(arguments.Text("lines")).Skip(arguments.Number("skip", 0)).Take(take).ToList();
        return lines.Count == take ? new(arguments.Text("at"), token, lines) : throw new InvalidOperationException($"The file has {lines.Count} lines left, {take} are needed.");
    }

    public byte[] Redeem(int i) => Bytes(Operations.RedeemVoucher.Path, RedeemBody(i));

    public string RedeemBody(int i)
    {
        var line = lines[i];
        var ends = Calendar.DayOf(TimeProvider.System.GetUtcNow()).AddDays(10);
        return $$"""{"scan":"{{line[..20]}}","document":{"type":"residentIdCard","number":"{{line[21..]}}"},"project":"electrician","level":5,"classEndsOn":"{{ends:yyyy-MM-dd}}"}""";
    }

    public string CheckBody(int i) => $$"""{"scan":"{{lines[i][..20]}}"}""";

    public string ClaimBody(int i, string batch) => $$"""{"batchId":"{{batch}}","assertion":"{{lines[i]}}"}""";

    public string NextKey() => $"{Run}-{Interlocked.Increment(ref keys)}";

    private byte[] Bytes(string path, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {new Uri(address).Authority}\r\nAuthorization: {Authorization}\r\nContent-Type: application/json\r\nIdempotency-Key: {NextKey()}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
