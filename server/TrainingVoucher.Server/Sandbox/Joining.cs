using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Lets anybody into a sandbox. It is done by many calls, each of them committed by itself; the answer is kept when all are.</summary>
internal sealed class Joining(SandboxStage stage, IStore store, TrustedRoots roots)
{
    public static Fields Check(JoinSandboxRequest request) => new Fields()
        .Known(request.Kind, "kind")
        .Must((request.OfficerKey is not null) == (request.Kind == ClientKind.Authority), "officerKey", "invalid", "Must be given for an authority, and only then.")
        .Must(request.OfficerKey != request.PublicKey, "officerKey", "duplicate", "Must be another key than that of the system.");

    public async Task<Answer?> JoinAsync(HttpContext context, Caller caller, Idempotency once, JoinSandboxRequest request)
    {
        var isAnswered = await store.ReadAsync(session => Idempotency.IsAnsweredAsync(session, caller.ClientId, once.Operation, once.Key), context.RequestAborted);
        var outcome = isAnswered ? ErrorCodes.Unavailable : await AdmitAsync(request, once.Key, context.RequestAborted);
        return await store.ChangeAsync(session => once.AnswerAsync(session, stage.Clock.GetUtcNow(), context, () => Task.FromResult(outcome)), context.RequestAborted);
    }

    private async Task<Outcome<SandboxPartner>> AdmitAsync(JoinSandboxRequest request, string key, CancellationToken cancellation)
    {
        if (PublicPoint.Import(request.PublicKey) is null || (request.OfficerKey is { } officer && PublicPoint.Import(officer) is null))
        {
            return ErrorCodes.KeyNotUsable;
        }

        try
        {
            return await new Admission(stage.Town!, key).AdmitAsync(request, roots.ToString(), cancellation);
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.KeyNotUsable) || e.Is(ErrorCodes.IdempotencyKeyReused) || e.Is(ErrorCodes.Unavailable) || e.Is(ErrorCodes.SandboxUnavailable))
        {
            return e.Refusal!;
        }
    }
}
