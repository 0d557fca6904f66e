using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>Where a case runs: the server, the relay before it, the program under test; and what was found.</summary>
internal sealed class Stage(Site site, Relay relay, IDriver driver, IReadOnlySet<string> can, CancellationToken ct)
{
    private readonly List<Check> checks = [];

    public Site Site => site;

    public Script Script => relay.Script;

    public IDriver Driver => driver;

    public IReadOnlySet<string> Can => can;

    public CancellationToken Stop => ct;

    /// <summary>What the next checks are about, where a case is about several things.</summary>
    public string? About { get; set; }

    public IReadOnlyList<Check> Checks => checks;

    /// <summary>Registers a system for such errands and has the program connect as it.</summary>
    public async Task<Partner> ConnectAsync(string errand)
    {
        var partner = await site.NewPartnerAsync(errand, ct);
        await ConnectAsync(partner);
        return partner;
    }

    public async Task ConnectAsync(Partner partner)
    {
        var answer = await driver.AskAsync(partner.Connecting(site.NewTask("connect"), relay.Address), ct);
        if (!answer.IsDone)
        {
            Expect(false, "程序能够连接", "The program connects", $"{answer}");
        }
    }

    public Task<Errand> PrepareAsync(string errand, Partner partner) => site.NewErrandAsync(errand, partner, ct);

    public Task<DriverAnswer> AskAsync(Errand errand) => driver.AskAsync(errand.Task, ct);

    public Task<DriverAnswer> AskAsync(DriverTask task) => driver.AskAsync(task, ct);

    public void Expect(bool isMet, string zh, string en, string seen) => checks.Add(new(new(zh, en), About is null ? seen : $"{About}: {seen}", isMet));

    public void ExpectDone(DriverAnswer answer) => Expect(answer.IsDone, "程序回答 done", "The program answers done", $"{answer}");

    public void ExpectRefused(DriverAnswer answer, string code) => Expect(
        answer.Outcome == DriverAnswer.Refused && answer.Code == code, $"程序回答 refused，代码 {code}", $"The program answers refused with the code {code}", $"{answer}");

    /// <summary>What was sent for an errand, as far as it came to the relay.</summary>
    public IReadOnlyList<SeenRequest> Sent(Errand errand) => [.. Script.Requests.Where(r => r.Path == errand.Path)];

    /// <summary>That it was sent so often at least, and as one and the same command.</summary>
    public void ExpectOneCommand(Errand errand, int atLeast)
    {
        var sent = Sent(errand);
        var (keys, bodies) = (sent.Select(r => r.Key).Distinct().ToList(), sent.Select(r => r.Body).Distinct().Count());
        Expect(
            sent.Count >= atLeast && keys is [not null] && bodies == 1,
            atLeast > 1 ? "以同一个幂等键和同样的内容重发" : "请求带有幂等键",
            atLeast > 1 ? "The request is repeated with the same idempotency key and the same body" : "The request has an idempotency key",
            $"{sent.Count} × {errand.Path}; keys: {string.Join(", ", keys.Select(k => k?.ToString() ?? "-"))}; bodies: {bodies}");
    }

    /// <summary>That it took effect, and once.</summary>
    public async Task ExpectOnceAsync(Errand errand)
    {
        var vouchers = await site.VouchersOfAsync(errand.Person, ct);
        Expect(
            vouchers is [{ } only] && only.State == errand.Then,
            $"服务端恰好生效一次：券的状态为 {errand.Then}",
            $"It took effect at the server once: the voucher is {errand.Then}",
            vouchers.Count == 0 ? "no voucher" : string.Join(", ", vouchers.Select(v => v.State)));
    }

    /// <summary>That a refusal was taken for an answer.</summary>
    public void ExpectNotRepeated(Errand errand)
    {
        var refused = Sent(errand).Count(r => r.Status is >= 400 and < 500);
        Expect(refused == 1, "被拒绝的请求不再重发", "The refused request is not sent again", $"{refused} × {errand.Path}");
    }
}
