using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>The same thing is asked for twice.</summary>
internal static class DuplicateCases
{
    public static IEnumerable<Case> All() =>
    [
        .. Errands.Changes.Select(Twice),
        .. Errands.Main.Select(Again),
    ];

    private static Case Twice(string errand)
    {
        var name = Errands.NameOf(errand);
        return new($"{errand}-asked-twice", Subject.Duplicates, [errand], new($"{name.Zh}：同一件事要求两次，如扫码枪连发", $"To {name.En}: the same command twice, as by a scanner that sends everything twice"), async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            var (first, second) = (await stage.AskAsync(sent), await stage.AskAsync(sent));
            stage.ExpectDone(first);
            stage.ExpectDone(second);
            stage.Expect(first.Voucher == second.Voucher, "两次答复是同一张券", "Both answers tell the same voucher", first.Voucher == second.Voucher ? "=" : "≠");
            stage.ExpectOneCommand(sent, atLeast: 1);
            await stage.ExpectOnceAsync(sent);
        });
    }

    /// <summary>It is another command about a thing that is done: refused, and told so.</summary>
    private static Case Again(string errand)
    {
        var name = Errands.NameOf(errand);
        var code = errand == Errands.Claim ? ErrorCodes.AlreadyClaimed : ErrorCodes.AlreadyRedeemed;
        return new($"{errand}-done-before", Subject.Duplicates, [errand], new($"{name.Zh}：事情早已办过，又来一次新的要求", $"To {name.En}: it was done long before, and here comes a new command"), async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            await (errand == Errands.Claim ? stage.Site.ClaimAsync(sent.Person, stage.Stop) : (Task)stage.Site.RedeemAsync(sent, stage.Stop));
            stage.ExpectRefused(await stage.AskAsync(sent), code.Code);
            stage.ExpectNotRepeated(sent);
            await stage.ExpectOnceAsync(sent);
        });
    }
}
