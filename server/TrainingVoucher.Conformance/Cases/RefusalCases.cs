using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>A refusal is an answer: it is told by its code, also by one that is new, and the request is not sent again.</summary>
internal static class RefusalCases
{
    private const string Tomorrow = "a_code_of_tomorrow";

    public static IEnumerable<Case> All() =>
    [
        OfTheServer(Errands.Claim, new("认证已被用过", "the assertion was used before"), ErrorCodes.AssertionInvalid),
        OfTheServer(Errands.Redeem, new("出示的是他人的证件", "the card is another's"), ErrorCodes.HolderMismatch),
        OfTheServer(Errands.Return, new("券已用过", "the voucher is redeemed"), ErrorCodes.AlreadyRedeemed),
        OfTheServer(Errands.Reverse, new("已经申请补贴", "the subsidy was applied for"), ErrorCodes.InApplication),
        OfTheServer(Errands.Deduct, new("认证不是为此券做的", "the assertion is for another voucher"), ErrorCodes.AssertionInvalid),
        .. Errands.Main.Select(errand => OfTheRelay(errand, Tomorrow, 409, new("拒绝代码是本版本不认识的", "the code of the refusal is new"))),
        .. Errands.Main.Select(errand => OfTheRelay(errand, ErrorCodes.InvalidRequest.Code, 400, new("请求被认为有误", "the request is said to be wrong"))),
        Checked(),
    ];

    private static LocalText Did(string errand, LocalText did) => new($"{Errands.NameOf(errand).Zh}：{did.Zh}", $"To {Errands.NameOf(errand).En}: {did.En}");

    private static Case OfTheServer(string errand, LocalText did, ErrorCode code) => new($"{errand}-refused", Subject.Refusals, [errand], Did(errand, did), async stage =>
    {
        var partner = await stage.ConnectAsync(errand);
        var sent = await stage.PrepareAsync(errand, partner);
        var other = await stage.PrepareAsync(errand, partner);
        switch (errand)
        {
            case Errands.Claim:
                await partner.Client.Channel.ClaimAsync(new() { BatchId = other.Task.Batch!, Assertion = other.Task.Assertion! }, ct: stage.Stop);
                sent = sent with { Task = sent.Task with { Assertion = other.Task.Assertion } };
                break;
            case Errands.Redeem:
                sent = sent with { Task = sent.Task with { Document = other.Person.Card } };
                break;
            case Errands.Return:
                await stage.Site.RedeemAsync(sent, stage.Stop);
                break;
            case Errands.Reverse:
                await stage.Site.Server.Institution.SubmitApplicationAsync(new() { Rows = [new() { Code = sent.Task.Code! }] }, ct: stage.Stop);
                break;
            default:
                sent = sent with { Task = sent.Task with { Assertion = other.Task.Assertion } };
                break;
        }

        stage.ExpectRefused(await stage.AskAsync(sent), code.Code);
        stage.ExpectNotRepeated(sent);
    });

    private static Case OfTheRelay(string errand, string code, int status, LocalText did) => new(
        errand + (code == Tomorrow ? "-refused-by-a-new-code" : "-refused-as-wrong"), Subject.Refusals, [errand], Did(errand, did), async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            stage.Script.On(sent.Path, int.MaxValue, Faults.Refusing(new ErrorCode(code, status, "此拒绝代码尚不存在。", "This refusal does not exist yet.", "请勿重试。", "Do not try again.")));
            stage.ExpectRefused(await stage.AskAsync(sent), code);
            stage.ExpectNotRepeated(sent);
        });

    /// <summary>The refused check of a voucher is answered with 200, and told like any refusal.</summary>
    private static Case Checked() => new("check-refused", Subject.Refusals, [Errands.Check], new("查券：券已用过", "To check: the voucher is redeemed"), async stage =>
    {
        var partner = await stage.ConnectAsync(Errands.Check);
        var (good, used) = (await stage.PrepareAsync(Errands.Check, partner), await stage.PrepareAsync(Errands.Check, partner));
        await stage.Site.RedeemAsync(used, stage.Stop);
        stage.ExpectDone(await stage.AskAsync(good));
        stage.ExpectRefused(await stage.AskAsync(used), ErrorCodes.AlreadyRedeemed.Code);
    });
}
