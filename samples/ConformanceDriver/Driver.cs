using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace ConformanceDriver;

/// <summary>
/// Does what the conformance command asks for, by the SDK. In place of these calls stand those of your own system: what is tested then is
/// your code, with its keys, its records and its way to repeat.
/// </summary>
/// <param name="handler">Sends the requests in place of the SDK's own handler; for tests.</param>
internal sealed class Driver(HttpMessageHandler? handler = null) : IAsyncDisposable
{
    private static readonly AnswerLine Done = new("done");

    private TrainingVoucherClient? client;
    private Ledger? ledger;
    private Receiver? receiver;

    public async Task<string> AnswerAsync(string line, CancellationToken ct = default)
    {
        var task = TaskLine.Parse(line);
        try
        {
            return $"{await DoAsync(task, ct) with { Task = task.Task }}";
        }
        catch (TrainingVoucherException e)
        {
            // Without an answer of the server nobody knows; with one it is refused, unless an earlier attempt may have been done.
            var isDecided = !e.IsOutcomeUnknown && e.Problem is not null;
            return $"{new AnswerLine(isDecided ? "refused" : "unknown") { Task = task.Task, Code = e.Code }}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (receiver is not null)
        {
            await receiver.DisposeAsync();
        }
    }

    private async Task<AnswerLine> DoAsync(TaskLine task, CancellationToken ct)
    {
        // The name of the task is the key: whoever does the same task again, after a crash too, sends the same command again.
        var once = new RequestOptions { IdempotencyKey = task.Task };
        switch (task.Do)
        {
            case "connect":
                await ConnectAsync(task, ct);
                return Done with { Can = ["claim", "return", "check", "redeem", "reverse", "deduct", "follow", "listen"] };
            case "claim":
                return Told(await client!.Channel.ClaimAsync(new() { BatchId = task.Batch, Assertion = task.Assertion! }, once, ct));
            case "return":
                return Told(await client!.Channel.ReturnAsync(new() { Code = task.Code, Assertion = task.Assertion! }, once, ct));
            case "check":
                var check = await client!.Institution.CheckAsync(new(task.Scan), ct: ct);
                return check.Usable ? Done : new("refused") { Code = check.Code };
            case "redeem":
                return Told((await client!.Institution.RedeemAsync(Redeeming(task), once, ct)).Voucher);
            case "deduct":
                return Told((await client!.CoursePlatform.RedeemAsync(Redeeming(task), once, ct)).Voucher);
            case "reverse":
                return Told(await client!.Institution.ReverseAsync(new() { Code = task.Code, Reason = task.Reason }, once, ct));
            case "follow":
                await new FeedReader(client!.Institution, ledger!).FollowAsync(task.Until, ct);
                return Done;
            case "listen":
                receiver ??= await Receiver.StartAsync();
                receiver.Listen(ledger!, task.Secrets);
                return Done with { Url = receiver.Url };
            case "handled":
                return Done with { Numbers = ledger!.Numbers };
            default:
                throw new NotSupportedException($"{task.Do} is none of what this driver can do.");
        }
    }

    private async Task ConnectAsync(TaskLine task, CancellationToken ct)
    {
        client?.Dispose();
        client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = task.Server,
            Client = new ClientCredentials { ClientId = task.ClientId, KeyId = task.KeyId, PrivateKeyPem = await File.ReadAllTextAsync(task.PrivateKeyFile, ct) },
            HttpMessageHandler = handler,
            MaxRetries = 3,
            RetryDelay = TimeSpan.FromMilliseconds(100),
            AttemptTimeout = TimeSpan.FromSeconds(2),
        });
        ledger = new Ledger(Path.Combine(task.Directory, "handled"));
    }

    private static RedeemRequest Redeeming(TaskLine task) => new()
    {
        Scan = task.Scan,
        Document = task.Document,
        Assertion = task.Assertion,
        InstitutionId = task.Institution,
        Project = task.Project,
        Level = task.Level,
        ClassEndsOn = task.ClassEndsOn,
    };

    private static AnswerLine Told(Voucher voucher) => Done with { Voucher = voucher.Code };
}
