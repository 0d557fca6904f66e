using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Releases;

/// <summary>The second half of a release: another officer approves, which reserves the money and assigns targeted vouchers, or rejects.</summary>
internal sealed class Approvals(Places places)
{
    public async Task<Outcome<Release>> ApproveAsync(ChangeContext c, Nothing nothing)
    {
        if (await ReleaseStore.OwnAsync(c, c.Id) is not { } release || release.AuthorityId != c.Caller.OwnerId)
        {
            return ErrorCodes.NotFound;
        }

        if (release.State != ReleaseState.Proposed)
        {
            return ErrorCodes.ReleaseDecided;
        }

        if (await ReleaseStore.IsMakerAsync(c, release))
        {
            return ErrorCodes.MakerIsChecker;
        }

        if (!await ReleaseStore.DecideAsync(c, release.Id, ReleaseState.Released))
        {
            return ErrorCodes.ReleaseDecided;
        }

        foreach (var batch in await BatchStore.OfReleaseAsync(c.Session, release.Id))
        {
            if (await OpenAsync(c, batch) is { } refusal)
            {
                return refusal;
            }
        }

        await c.JournalAsync("release.approved", "rel", release.Id);
        return await ReleaseStore.ShowAsync(c.Session, release.Id);
    }

    public static async Task<Outcome<Release>> RejectAsync(ChangeContext c, Reason reason)
    {
        if (await ReleaseStore.OwnAsync(c, c.Id) is not { } release || release.AuthorityId != c.Caller.OwnerId)
        {
            return ErrorCodes.NotFound;
        }

        if (!await ReleaseStore.DecideAsync(c, release.Id, ReleaseState.Rejected))
        {
            return ErrorCodes.ReleaseDecided;
        }

        await c.JournalAsync("release.rejected", "rel", release.Id, reason.Text);
        return await ReleaseStore.ShowAsync(c.Session, release.Id);
    }

    private async Task<Refusal?> OpenAsync(ChangeContext c, BatchRow batch)
    {
        var reserved = new Movement(Balance.Available, Balance.Reserved, batch.Quantity * batch.UnitFen);
        if (batch.LineId is { } line && !await c.Session.MoveAsync(line, reserved, "release", Ids.Show("bat", batch.Id), c.Now))
        {
            return ErrorCodes.BudgetInsufficient;
        }

        await c.JournalAsync(new()
        {
            Event = "batch.released", Kind = "bat", Subject = ChangeContext.Bytes(batch.Id), At = c.Now, Fen = reserved.Fen,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["quantity"] = batch.Quantity, ["line"] = batch.LineId ?? 0, ["scheme"] = batch.SchemeId },
        });
        return batch.Mode == ReleaseMode.Targeted ? await AssignAsync(c, batch) : null;
    }

    /// <summary>Freezes a register query into a list, then assigns a voucher to everybody on it who may still have one.</summary>
    private async Task<Refusal?> AssignAsync(ChangeContext c, BatchRow batch)
    {
        if (batch.QueryCategory is { } category)
        {
            foreach (var person in await EligibilityRegister.PersonsAsync(c.Session, category, batch.QueryRegion!.Value, Calendar.DayOf(c.Now)))
            {
                await ReleaseStore.AddPersonAsync(c.Session, batch.Id, person, null);
            }
        }

        var listed = await ReleaseStore.ListedAsync(c.Session, batch.Id);
        if (listed.Count == 0 || listed.Count > batch.Quantity)
        {
            return listed.Count == 0 ? ErrorCodes.NobodyListed : ErrorCodes.QuantityTooSmall;
        }

        var offer = new Offer(batch, (await SchemeStore.FindAsync(c.Session, batch.SchemeId))!);
        foreach (var person in listed)
        {
            await ExpirySweep.OfPersonAsync(c.Session, person, c.Now);
            await c.Session.AttemptAsync(() => places.AssignAsync(c, offer, person), o => o.Refusal is null);
        }

        return null;
    }
}
