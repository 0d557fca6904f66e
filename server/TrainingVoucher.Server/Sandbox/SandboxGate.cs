using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>
/// Where calls enter the sandbox, as long as there is one. It counts who is inside, so that a sandbox ends when everybody has left; every
/// answer gets the mark.
/// </summary>
internal sealed class SandboxGate
{
    /// <summary>How long those inside may finish before they are interrupted.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    private ErrorCode refusal = ErrorCodes.SandboxUnavailable;
    private Opening? open;
    private Opening? last;

    /// <summary>Answers a call by the sandbox, or says why there is none.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.OnStarting(Mark, context.Response);
        if (Enter() is not { } opening)
        {
            await Problems.WriteAsync(context, refusal);
            return;
        }

        SandboxEnd? end;
        try
        {
            end = await ServeAsync(context, opening);
        }
        finally
        {
            Leave(opening);
        }

        if (end is not null)
        {
            opening.End.TrySetResult(end);
            await (end == SandboxEnd.Reset ? AnswerResetAsync(context, opening) : Task.CompletedTask);
        }
    }

    /// <summary>Lets calls into a sandbox until it has to end, and everybody out of it; gives why.</summary>
    /// <param name="server">The sandbox.</param>
    /// <param name="leaving">Tells it that it is to end.</param>
    /// <param name="clock">What its clock shows.</param>
    /// <param name="stopping">The server stops.</param>
    public async Task<SandboxEnd> RunAsync(InnerServer server, Action leaving, SandboxClock clock, CancellationToken stopping)
    {
        var opening = new Opening(server);
        lock (guard)
        {
            last?.Next.TrySetResult(clock);
            last = open = opening;
        }

        await using (stopping.Register(() => opening.End.TrySetResult(SandboxEnd.Stopping)))
        {
            var end = await opening.End.Task;
            Refuse(end == SandboxEnd.Reset ? ErrorCodes.SandboxResetting : ErrorCodes.SandboxUnavailable, opening);
            leaving();
            opening.Closing.CancelAfter(Grace);
            await opening.Empty.Task;
            opening.Closing.Dispose();
            return end;
        }
    }

    /// <summary>Says that there is no sandbox now; to those who asked for one as well.</summary>
    public void Refuse(ErrorCode code)
    {
        lock (guard)
        {
            refusal = code;
            last?.Next.TrySetResult(code);
        }
    }

    private void Refuse(ErrorCode code, Opening opening)
    {
        lock (guard)
        {
            (open, refusal) = (null, code);
            opening.LeaveIfEmpty();
        }
    }

    private Opening? Enter()
    {
        lock (guard)
        {
            open?.Enter();
            return open;
        }
    }

    private void Leave(Opening opening)
    {
        lock (guard)
        {
            opening.Leave();
        }
    }

    private async Task<SandboxEnd?> ServeAsync(HttpContext context, Opening opening)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, opening.Closing.Token);
        var features = InnerFeatures.Of(context, either.Token);
        await opening.Server.ServeAsync(features);
        var isInterrupted = context.Response.StatusCode == StatusCodes.Status499ClientClosedRequest && !context.RequestAborted.IsCancellationRequested;
        if (isInterrupted && !context.Response.HasStarted)
        {
            await Problems.WriteAsync(context, refusal);
        }

        return features.Get<SandboxEnd>();
    }

    private static async Task AnswerResetAsync(HttpContext context, Opening opening) =>
        await Answer.Of(context, await opening.Next.Task).WriteAsync(context);

    private static Task Mark(object response)
    {
        ((HttpResponse)response).Headers[SandboxMark.Header] = SandboxMark.Value;
        return Task.CompletedTask;
    }

    /// <summary>One sandbox while calls are let in, and until the last has left.</summary>
    private sealed class Opening(InnerServer server)
    {
        private int inside;
        private bool isClosed;

        public InnerServer Server => server;

        public CancellationTokenSource Closing { get; } = new();

        public TaskCompletionSource<SandboxEnd> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Comes with the next sandbox, or with what is in its way.</summary>
        public TaskCompletionSource<Outcome<SandboxClock>> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Empty { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Enter() => inside++;

        public void Leave()
        {
            inside--;
            TellIfEmpty();
        }

        public void LeaveIfEmpty()
        {
            isClosed = true;
            TellIfEmpty();
        }

        private void TellIfEmpty()
        {
            if (isClosed && inside == 0)
            {
                Empty.TrySetResult();
            }
        }
    }
}
