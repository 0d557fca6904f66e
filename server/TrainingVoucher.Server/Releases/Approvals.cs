using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Releases;

/// <summary>The second half of a release: another officer approves, which reserves the money and assigns targeted vouchers, or rejects.</summary>
/// <param name="assignments">Assigns.</param>
/// <param name="mostAtOnce">How many persons get their vouchers in the call itself; the job of a longer list commits by the chunk.</param>
internal sealed class Approvals(Assignments assignments, int mostAtOnce)
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
            Event = "batch.released", Kind = "bat", Subject = ChangeContext.Bytes(batch.Id), At = c.Now, Fen = reserved.Fen, Concern = batch.Concern,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["quantity"] = batch.Quantity, ["line"] = batch.LineId ?? 0, ["scheme"] = batch.SchemeId },
        });
        return batch.Mode == ReleaseMode.Targeted ? await FillAsync(c, batch) : null;
    }

    /// <summary>Freezes a register query into a list, then has a voucher assigned to everybody on it who may still have one.</summary>
    private async Task<Refusal?> FillAsync(ChangeContext c, BatchRow batch)
    {
        if (await JobStore.IsOpenAsync(c.Session, batch.Id, JobKind.ListPersons))
        {
            return ErrorCodes.ListIncomplete;
        }

        if (batch.QueryCategory is { } category)
        {
            await ReleaseStore.AddPersonsAsync(c.Session, batch.Id, category, batch.QueryRegion!.Value, Calendar.DayOf(c.Now));
        }

        var listed = await ReleaseStore.CountAsync(c.Session, batch.Id);
        if (listed == 0 || listed > batch.Quantity)
        {
            return listed == 0 ? ErrorCodes.NobodyListed : ErrorCodes.QuantityTooSmall;
        }

        if (listed > mostAtOnce)
        {
            await JobStore.StartAsync(c, JobKind.AssignVouchers, batch.Id, arguments: null, listed);
        }
        else
        {
            var offer = new Offer(batch, (await SchemeStore.FindAsync(c.Session, batch.SchemeId))!);
            await assignments.AssignAsync(c, offer, await ReleaseStore.ListedAsync(c.Session, batch.Id, after: 0, mostAtOnce));
        }

        return null;
    }
}
