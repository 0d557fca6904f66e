using System.Runtime.CompilerServices;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>Makes calls out of operations: path, query, body, pages. Every method of a role client is one of these.</summary>
internal sealed class ApiCall(ApiConnection connection)
{
    private const int MaxFile = 64 * 1024 * 1024;
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(30);

    /// <summary>In seconds: how long the server is asked to wait for events.</summary>
    private const int FeedWait = 25;

    private const int FeedLimit = 1_000;

    /// <summary>How often in a row the feed may give events without the number that is next.</summary>
    private const int MostGaps = 5;

    private static readonly TimeSpan BetweenGaps = TimeSpan.FromSeconds(1);

    private static readonly RequestOptions Following = new() { AttemptTimeout = TimeSpan.FromMinutes(1) };

    public ApiConnection Connection => connection;

    public Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, RequestOptions? options, CancellationToken ct) =>
        SendToAsync(operation, ApiPath.Of(operation, null), request, options, ct);

    public Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, string id, TRequest request, RequestOptions? options, CancellationToken ct) =>
        SendToAsync(operation, ApiPath.Of(operation, id), request, options, ct);

    public Task<TResponse> SendAsync<TResponse>(
        Operation<Nothing, TResponse> operation, string id, RequestOptions? options, CancellationToken ct) =>
        connection.SendAsync<TResponse>(operation, ApiPath.Of(operation, id), content: null, options, ct);

    public Task<TResponse> SendAsync<TResponse>(Operation<Nothing, TResponse> operation, RequestOptions? options, CancellationToken ct) =>
        connection.SendAsync<TResponse>(operation, ApiPath.Of(operation, null), content: null, options, ct);

    public Task<TResponse> SendCsvAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, Stream csv, RequestOptions? options, CancellationToken ct) =>
        SendFileAsync<TResponse>(operation, ApiPath.Of(operation, null), csv, options, ct);

    public Task<TResponse> SendCsvAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, string id, Stream csv, RequestOptions? options, CancellationToken ct) =>
        SendFileAsync<TResponse>(operation, ApiPath.Of(operation, id), csv, options, ct);

    /// <summary>Sends a file as it is read: too long to be held as a whole.</summary>
    public Task<TResponse> SendFileAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, string id, Stream csv, RequestOptions? options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(csv);
        if (!csv.CanSeek)
        {
            throw new ArgumentException("The file must be seekable: it is read again with every attempt.", nameof(csv));
        }

        var start = csv.Position;
        var patient = (options ?? new()) with { AttemptTimeout = options?.AttemptTimeout ?? FileTimeout };
        return connection.SendAsync<TResponse>(operation, ApiPath.Of(operation, id), new ApiContent("text/csv", [], () => new FileContent(csv, start, "text/csv")), patient, ct);
    }

    /// <summary>Opens an answer that is too long to be held as a whole.</summary>
    public Task<Stream> OpenAsync<TRequest>(Operation<TRequest, Nothing> operation, string id, TRequest query, CancellationToken ct) =>
        connection.OpenAsync(operation, ApiPath.Of(operation, id) + ApiPath.Query(query), ct);

    /// <inheritdoc cref="OpenAsync{TRequest}(Operation{TRequest, Nothing}, string, TRequest, CancellationToken)"/>
    public Task<Stream> OpenAsync<TRequest>(Operation<TRequest, Nothing> operation, TRequest query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        return connection.OpenAsync(operation, ApiPath.Of(operation, null) + ApiPath.Query(query), ct);
    }

    public IAsyncEnumerable<T> ListAllAsync<TQuery, T>(Operation<TQuery, Page<T>> operation, TQuery query, CancellationToken ct)
        where TQuery : PageQuery => ListPagesAsync(operation, ApiPath.Of(operation, null), query, ct);

    public IAsyncEnumerable<T> ListAllAsync<TQuery, T>(Operation<TQuery, Page<T>> operation, string id, TQuery query, CancellationToken ct)
        where TQuery : PageQuery => ListPagesAsync(operation, ApiPath.Of(operation, id), query, ct);

    /// <summary>The events after a number, and those to come. One that comes again is passed over; what comes after a number that is missing waits until that is there.</summary>
    public async IAsyncEnumerable<FeedEvent> FollowAsync(long after, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var gaps = 0; ;)
        {
            var slice = await SendAsync(Operations.GetFeed, new FeedQuery { After = after, Limit = FeedLimit, Wait = FeedWait }, Following, ct).ConfigureAwait(false);
            var from = after;
            foreach (var item in slice.Items.SkipWhile(e => e.Number <= from).TakeWhile((e, i) => e.Number == from + 1 + i))
            {
                after = item.Number;
                yield return item;
            }

            gaps = after > from || slice.Items.Count == 0 ? 0 : gaps + 1;
            if (gaps == MostGaps)
            {
                throw new TrainingVoucherException(200, TrainingVoucherException.UnexpectedAnswer, $"The feed gives events, but not number {after + 1}. Check BaseAddress, and tell whoever runs the server.");
            }

            if (gaps > 0)
            {
                await Task.Delay(BetweenGaps, connection.Time, ct).ConfigureAwait(false);
            }
        }
    }

    private Task<TResponse> SendToAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, string path, TRequest request, RequestOptions? options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return operation.Method == "GET"
            ? connection.SendAsync<TResponse>(operation, path + ApiPath.Query(request), content: null, options, ct)
            : connection.SendAsync<TResponse>(operation, path, new ApiContent("application/json", JsonSerializer.SerializeToUtf8Bytes(request, ApiConnection.TypeOf<TRequest>())), options, ct);
    }

    private async Task<TResponse> SendFileAsync<TResponse>(
        Operation operation, string path, Stream csv, RequestOptions? options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var bytes = await BoundedStream.ReadAsync(csv, MaxFile, ct).ConfigureAwait(false)
            ?? throw new ArgumentException("The file is larger than 64 MiB; the server takes none like it.", nameof(csv));
        return await connection.SendAsync<TResponse>(operation, path, new ApiContent("text/csv", bytes), options, ct).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<T> ListPagesAsync<TQuery, T>(
        Operation<TQuery, Page<T>> operation, string path, TQuery query, [EnumeratorCancellation] CancellationToken ct)
        where TQuery : PageQuery
    {
        PageQuery next = query;
        while (true)
        {
            var page = await SendToAsync(operation, path, (TQuery)next, options: null, ct).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Next is null)
            {
                yield break;
            }

            next = next with { After = page.Next };
        }
    }
}
