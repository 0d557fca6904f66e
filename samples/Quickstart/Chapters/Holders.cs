using Quickstart.Stage;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>What a channel does for a holder: have the holder authenticated for one purpose, then pass on the proof.</summary>
internal static class Holders
{
    public static async Task<Voucher> ClaimAsync(this City city, Batch batch, Person holder)
    {
        var session = await city.Bank.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id });

        // In production the holder shows face, PIN or card to the identity provider; the sandbox takes our word.
        var proof = await city.Bank.Public.SandboxAuthenticateAsync(session.Id, new() { Document = holder.Card, Name = holder.Name });
        return await city.Bank.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = proof.Assertion });
    }
}
