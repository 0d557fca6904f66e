using System.Net;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Maps operations to handlers. What every call needs happens here once: who calls, how often, validation, idempotency,
/// the transaction, problem details. A handler gets a valid request and gives an outcome.
/// </summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, IStore store, IAuthenticator authenticator, LaneSet lanes, CallLimits<long> limits, CallLimits<IPAddress> visitors, KeyedHash requests, TimeProvider time)
{
    private readonly List<Operation> mapped = [];

    /// <summary>Operations that have a handler; a test holds them against <see cref="Operations.All"/>.</summary>
    public IReadOnlyList<Operation> Mapped => mapped;

    /// <summary>Maps an operation that only reads.</summary>
    public void Read<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<CallContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null) =>
        Map(operation, async (context, caller) => await AskAsync(context, operation, validate, (request, now) => store.ReadAsync(
            session => handler(new CallContext(session, caller, now, PathId(context)), request), context.RequestAborted)));

    /// <summary>Maps an operation that may wait for something to read, and holds nothing meanwhile.</summary>
    public void Poll<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<PollContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null) =>
        MapCredential(operation, (context, credential) => AskAsync(context, operation, validate, (request, _) => handler(new(store, credential, time, context.RequestAborted), request)));

    /// <summary>Maps an operation that reads what must not be looked at unrecorded: its journal row is committed before the answer.</summary>
    public void Look<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<ChangeContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null) =>
        Map(operation, async (context, caller) => await AskAsync(context, operation, validate, (request, now) => store.ChangeAsync(
            session => handler(new ChangeContext(session, caller, now, PathId(context), null), request), context.RequestAborted)));

    /// <summary>Maps an operation that changes something: its effect and its answer are committed together.</summary>
    public void Change<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<ChangeContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null) =>
        Command(operation, (request, body) => Validated(RequestReader.Json<TRequest>(request, body), validate), Committed(handler));

    /// <summary>Maps an operation that changes something and sees to its transactions itself; gives nothing when the answer is left to others.</summary>
    public void Direct<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<HttpContext, Caller, Idempotency, TRequest, Task<Answer?>> answer,
        Func<TRequest, Fields>? validate = null) =>
        Command(operation, (request, body) => Validated(RequestReader.Json<TRequest>(request, body), validate), answer);

    /// <summary>Maps an operation that takes rows, as JSON or as a CSV file: good rows are taken, bad ones reported.</summary>
    public void Upload<TRequest, TRow, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<ChangeContext, Upload<TRequest, TRow>, Task<Outcome<TResponse>>> handler,
        int maxRows) =>
        Command(operation, (request, body) => UploadReader.Read<TRequest, TRow>(request, body, maxRows), Committed(handler));

    /// <summary>
    /// Maps an operation that changes something and is called at the highest rate: it waits for a group and is committed with it.
    /// What can be worked out from the request alone is, before it waits. How it ended can be recorded, also when it was refused and undone.
    /// </summary>
    public void Group<TRequest, TInput, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<TRequest, DateTimeOffset, TInput> prepare,
        Grouping<TInput> grouping,
        Func<ChangeContext, TInput, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null,
        Func<ChangeContext, TInput, Refusal?, Task>? record = null) =>
        MapCredential(operation, async (context, credential) =>
        {
            var key = operation.IsQuery ? "" : context.Request.Headers[Idempotency.Header] is [{ } one] ? one : null;
            if (!operation.IsQuery && !Idempotency.IsUsable(key))
            {
                return Answer.Of<TResponse>(context, ErrorCodes.IdempotencyKeyRequired);
            }

            var body = await RequestReader.BodyAsync(context.Request, operation);
            if (body.Refusal is { } tooLarge)
            {
                return Answer.Of<TResponse>(context, tooLarge);
            }

            var request = Validated(RequestReader.Json<TRequest>(context.Request, body.Value), validate);
            if (request.Refusal is { } invalid)
            {
                return Answer.Of<TResponse>(context, invalid);
            }

            var once = operation.IsQuery ? null : new Idempotency(credential.ClientId, operation, key!, Idempotency.HashOf(requests, context.Request, body.Value));
            var input = prepare(request.Value, time.GetUtcNow());
            var lane = lanes.Of(operation, grouping.BucketOf(input) ?? BitConverter.ToInt32(once?.Hash ?? new byte[4]));
            return await lane.RunAsync(
                new GroupedCommand<TInput, TResponse>(context, credential, once, input, grouping, handler, record), () => Answer.Of<TResponse>(context, ErrorCodes.Unavailable));
        });

    /// <summary>Maps an operation whose body or answer is too long to be held as a whole; gives nothing when it has written its answer itself.</summary>
    public void Stream(Operation operation, Func<HttpContext, Caller, Task<Answer?>> answer) => Map(operation, answer);

    private async Task<Answer> AskAsync<TRequest, TResponse>(
        HttpContext context, Operation operation, Func<TRequest, Fields>? validate, Func<TRequest, DateTimeOffset, Task<Outcome<TResponse>>> ask)
    {
        var request = await RequestAsync(context, operation, validate);
        Outcome<TResponse> outcome = request.Refusal is { } refusal ? refusal : await ask(request.Value, time.GetUtcNow());
        return Answer.Of(context, outcome);
    }

    private void Command<TInput>(
        Operation operation,
        Func<HttpRequest, byte[], Outcome<TInput>> parse,
        Func<HttpContext, Caller, Idempotency, TInput, Task<Answer?>> answer) =>
        Map(operation, async (context, caller) =>
        {
            if (context.Request.Headers[Idempotency.Header] is not [{ } key] || !Idempotency.IsUsable(key))
            {
                return Answer.Of<TInput>(context, ErrorCodes.IdempotencyKeyRequired);
            }

            var body = await RequestReader.BodyAsync(context.Request, operation);
            if (body.Refusal is { } tooLarge)
            {
                return Answer.Of<TInput>(context, tooLarge);
            }

            var input = parse(context.Request, body.Value);
            if (input.Refusal is { } invalid)
            {
                return Answer.Of<TInput>(context, invalid);
            }

            var once = new Idempotency(caller.ClientId, operation, key, Idempotency.HashOf(requests, context.Request, body.Value));
            return await answer(context, caller, once, input.Value);
        });

    /// <summary>The answer of a handler that is committed with its effect.</summary>
    private Func<HttpContext, Caller, Idempotency, TInput, Task<Answer?>> Committed<TInput, TResponse>(Func<ChangeContext, TInput, Task<Outcome<TResponse>>> handler) =>
        async (context, caller, once, input) =>
        {
            var (now, id) = (time.GetUtcNow(), PathId(context));
            return await store.ChangeAsync(
                session => once.AnswerAsync(session, now, context, () => handler(new ChangeContext(session, caller, now, id, once.Key), input)),
                context.RequestAborted);
        };

    private void Map(Operation operation, Func<HttpContext, Caller, Task<Answer?>> answer) => Route(operation, async (context, credential) =>
    {
        var caller = credential is null ? Caller.Anybody : await store.ReadAsync(credential.CallerAsync, context.RequestAborted);
        if (caller is null)
        {
            await Problems.WriteAsync(context, ErrorCodes.Unauthenticated);
        }
        else
        {
            await ((await answer(context, caller))?.WriteAsync(context) ?? Task.CompletedTask);
        }
    });

    private void MapCredential(Operation operation, Func<HttpContext, ICredential, Task<Answer>> answer) =>
        Route(operation, async (context, credential) => await (await answer(context, credential!)).WriteAsync(context));

    /// <summary>Routes an operation to its answer, once what the token says by itself allows it; the public comes without one.</summary>
    private void Route(Operation operation, Func<HttpContext, ICredential?, Task> answer)
    {
        mapped.Add(operation);
        routes.MapMethods(operation.Path, [operation.Method], async (HttpContext context) =>
            {
                var credential = operation.Audience == Audience.Public ? null : await authenticator.ReadAsync(context);
                var refusal = RefusesAccess(context, operation, credential);
                if (refusal == ErrorCodes.InsufficientScope)
                {
                    context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{operation.Scope.ToText()}\"";
                }

                await (refusal is null ? answer(context, credential) : Problems.WriteAsync(context, refusal));
            })
            .WithName(operation.Id)
            .WithMetadata(operation);
    }

    private ErrorCode? RefusesAccess(HttpContext context, Operation operation, ICredential? credential) =>
        operation.Audience == Audience.Public ? operation.IsLimitedByAddress && !visitors.Takes(context, Visitors.Of(context)) ? ErrorCodes.RateLimited : null
        : credential is null ? ErrorCodes.Unauthenticated
        : !limits.Takes(context, credential.OwnerId) ? ErrorCodes.RateLimited
        : !operation.Audience.HasFlag(credential.Role) ? ErrorCodes.Forbidden
        : (operation.Scope & credential.Scope) == Scope.Unknown ? ErrorCodes.InsufficientScope
        : null;

    private static async Task<Outcome<T>> RequestAsync<T>(HttpContext context, Operation operation, Func<T, Fields>? validate)
    {
        if (!operation.IsQuery)
        {
            return Validated(RequestReader.Query<T>(context.Request), query => (query is PageQuery page ? Paging.Check(page) : new()).And(validate?.Invoke(query)));
        }

        var body = await RequestReader.BodyAsync(context.Request, operation);
        return body.Refusal is { } tooLarge ? tooLarge : Validated(RequestReader.Json<T>(context.Request, body.Value), validate);
    }

    private static Outcome<T> Validated<T>(Outcome<T> request, Func<T, Fields>? validate) =>
        request.Refusal is null && validate?.Invoke(request.Value).Refusal is { } refusal ? refusal : request;

    private static string? PathId(HttpContext context) => context.Request.RouteValues["id"] as string;
}
