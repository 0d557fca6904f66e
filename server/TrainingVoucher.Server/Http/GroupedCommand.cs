using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>How commands of one kind run in a group.</summary>
/// <param name="Want">Names the rows that the handler will look at.</param>
/// <param name="BucketOf">The storage bucket where it is known, to choose a lane by.</param>
internal sealed record Grouping<TInput>(Action<Wanting, TInput> Want, Func<TInput, int?> BucketOf);

/// <summary>A command before its group is loaded: where to ask for rows, who calls, and the clock of the group.</summary>
internal sealed record Wanting(Session Session, ICredential Caller, DateTimeOffset Now);

/// <summary>A call of the API as a command of a lane.</summary>
/// <param name="context">The request, which waits for the answer.</param>
/// <param name="credential">Whose it is.</param>
/// <param name="once">By what it is known; nothing for a call that may run any number of times.</param>
/// <param name="input">What is asked for.</param>
/// <param name="grouping">How it runs in a group.</param>
/// <param name="handler">Decides it; what it writes is undone when it refuses.</param>
/// <param name="record">Told how it ended when it was decided; what this writes stays.</param>
internal sealed class GroupedCommand<TInput, TResponse>(
    HttpContext context,
    ICredential credential,
    Idempotency? once,
    TInput input,
    Grouping<TInput> grouping,
    Func<ChangeContext, TInput, Task<Outcome<TResponse>>> handler,
    Func<ChangeContext, TInput, Refusal?, Task>? record) : LaneCommand
{
    public override void Want(Session session, DateTimeOffset now)
    {
        credential.Want(session);
        once?.Want(session);
        grouping.Want(new(session, credential, now), input);
    }

    public override async Task<Answer> AnswerAsync(Session session, DateTimeOffset now)
    {
        if (await credential.CallerAsync(session) is not { } caller)
        {
            return Answer.Of<TResponse>(context, ErrorCodes.Unauthenticated);
        }

        var change = new ChangeContext(session, caller, now, id: null, once?.Key);
        if (once is not null)
        {
            return await once.AnswerAsync(session, now, context, WorkAsync, RecordAsync);
        }

        var outcome = await session.AttemptAsync(WorkAsync, o => o.Refusal is null);
        await RecordAsync(outcome.Refusal);
        return Answer.Of(context, outcome);

        Task<Outcome<TResponse>> WorkAsync() => handler(change, input);

        Task RecordAsync(Refusal? refusal) => record?.Invoke(change, input, refusal) ?? Task.CompletedTask;
    }
}
