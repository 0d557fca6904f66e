using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Brings holders' browsers to the identity provider and takes in what they come back with.</summary>
internal sealed class Visits(IStore store, IIdentityProvider provider, Authentications authentications, TimeProvider time)
{
    public Task<SessionRow?> FindAsync(long session, CancellationToken cancellation) =>
        store.ReadAsync(s => SessionRows.FindAsync(s, session), cancellation);

    /// <summary>Why a holder can no longer be authenticated in a session; nothing when he can.</summary>
    public ErrorCode? Refuses(SessionRow session) => session.Refuses(time.GetUtcNow());

    /// <summary>Where the browser goes. When the provider cannot be reached that is the end of the session: its partner learns it at once.</summary>
    public async Task<Outcome<Uri>> StartAsync(Visit visit, CancellationToken cancellation)
    {
        var address = await provider.StartAsync(visit, cancellation);
        return address.Refusal is { Code: var code } ? await FailAsync(visit, code) : address;
    }

    /// <summary>Takes in an answer, whatever becomes of the browser meanwhile; the refusal is what the partner will be told.</summary>
    public async Task<Outcome<Nothing>> FinishAsync(Visit visit, VisitAnswer answer)
    {
        var said = await provider.FinishAsync(visit, answer);
        if (said.Refusal is { Code: var failed })
        {
            return await FailAsync(visit, failed);
        }

        var refusal = await store.ChangeAsync(
            async session =>
            {
                var row = (await SessionRows.FindAsync(session, visit.Session.Id))!;
                return (await session.AttemptAsync(() => authentications.CompleteAsync(session, row, said.Value, time.GetUtcNow()), o => o.Refusal is null)).Refusal;
            },
            CancellationToken.None);
        return refusal is null ? new Nothing() : await FailAsync(visit, refusal.Code);
    }

    private Task<ErrorCode> FailAsync(Visit visit, ErrorCode code) => store.ChangeAsync(
        async session =>
        {
            await Authentications.FailAsync(session, visit.Session, code, time.GetUtcNow());
            return code;
        },
        CancellationToken.None);
}
