using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Maps operations to handlers. What every call needs happens here once: who calls, limits, validation, idempotency,
/// the transaction, problem details. A handler gets a valid request and gives an outcome.
/// </summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, IStore store, IAuthenticator authenticator, TimeProvider time)
{
    private readonly List<Operation> mapped = [];

    /// <summary>Operations that have a handler; start-up refuses when one is missing.</summary>
    public IReadOnlyList<Operation> Mapped => mapped;

    /// <summary>Maps an operation that only reads.</summary>
    public void Read<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<CallContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null) =>
        Map(operation, async (context, caller) =>
        {
            var request = operation.IsQuery ? await BodyAsync(context, operation, validate) : Validated(Query<TRequest>(context), validate);
            if (request.Refusal is { } refusal)
            {
                return Render<TResponse>(context, refusal);
            }

            var now = time.GetUtcNow();
            var outcome = await store.ReadAsync(
                session => handler(new CallContext(session, caller, now, PathId(context)), request.Value), context.RequestAborted);
            return Render(context, outcome);
        });

    /// <summary>Maps an operation that changes something: its effect and its answer are committed together.</summary>
    public void Change<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        Func<ChangeContext, TRequest, Task<Outcome<TResponse>>> handler,
        Func<TRequest, Fields>? validate = null,
        Func<byte[], Outcome<TRequest>>? csv = null) =>
        Map(operation, async (context, caller) =>
        {
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            if (!Idempotency.IsUsable(key))
            {
                return Render<TResponse>(context, (Refusal)ErrorCodes.IdempotencyKeyRequired);
            }

            var body = await RequestReader.BodyAsync(context.Request, operation);
            if (body.Refusal is { } tooLarge)
            {
                return Render<TResponse>(context, tooLarge);
            }

            var isCsv = csv is not null && RequestReader.Is(context.Request, "text/csv");
            var request = Validated(isCsv ? csv!(body.Value) : RequestReader.Json<TRequest>(context.Request, body.Value), validate);
            if (request.Refusal is { } invalid)
            {
                return Render<TResponse>(context, invalid);
            }

            var (hash, now, id) = (Idempotency.Hash(context.Request, body.Value), time.GetUtcNow(), PathId(context));
            return await store.ChangeAsync(
                async session =>
                {
                    var before = await Idempotency.FindAsync(session, caller.ClientId, operation, key, hash);
                    if (before.Refusal is { } reused)
                    {
                        return Render<TResponse>(context, reused);
                    }

                    if (before.Value is { } same)
                    {
                        context.Response.Headers["Idempotency-Replayed"] = "true";
                        return same;
                    }

                    var outcome = await session.AttemptAsync(
                        () => handler(new ChangeContext(session, caller, now, id, key), request.Value), o => o.Refusal is null);
                    var answer = Render(context, outcome);
                    if (outcome.Refusal is null || Idempotency.IsDecided(outcome.Refusal.Code))
                    {
                        await Idempotency.KeepAsync(session, caller.ClientId, operation, key, hash, answer, now);
                    }

                    return answer;
                },
                context.RequestAborted);
        });

    private void Map(Operation operation, Func<HttpContext, Caller, Task<Answer>> answer)
    {
        mapped.Add(operation);
        routes.MapMethods(operation.Path, [operation.Method], async (HttpContext context) =>
            {
                var caller = operation.Audience == Audience.Public ? Caller.Anybody : await authenticator.AuthenticateAsync(context);
                if (caller is null)
                {
                    await Problems.WriteAsync(context, ErrorCodes.Unauthenticated);
                }
                else if (operation.Audience != Audience.Public && !operation.Audience.HasFlag(caller.Role))
                {
                    await Problems.WriteAsync(context, ErrorCodes.Forbidden);
                }
                else
                {
                    await WriteAsync(context, await answer(context, caller));
                }
            })
            .WithName(operation.Id)
            .WithMetadata(operation);
    }

    private static async Task<Outcome<T>> BodyAsync<T>(HttpContext context, Operation operation, Func<T, Fields>? validate)
    {
        var body = await RequestReader.BodyAsync(context.Request, operation);
        return body.Refusal is { } refusal ? refusal : Validated(RequestReader.Json<T>(context.Request, body.Value), validate);
    }

    private static Outcome<T> Query<T>(HttpContext context)
    {
        var query = RequestReader.Query<T>(context.Request);
        return query.Refusal is null && query.Value is PageQuery page && Paging.Check(page).Refusal is { } refusal ? refusal : query;
    }

    private static Outcome<T> Validated<T>(Outcome<T> request, Func<T, Fields>? validate) =>
        request.Refusal is null && validate?.Invoke(request.Value).Refusal is { } refusal ? refusal : request;

    private static string? PathId(HttpContext context) => context.Request.RouteValues["id"] as string;

    private static Answer Render<T>(HttpContext context, Outcome<T> outcome) => outcome.Refusal is { } refusal
        ? new Answer(refusal.Code.Status, Problems.ContentType, Problems.Render(refusal, Problems.TraceId(context)))
        : new Answer(StatusCodes.Status200OK, "application/json", JsonSerializer.SerializeToUtf8Bytes(outcome.Value, Json.Options.GetTypeInfo<T>()));

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
