namespace TrainingVoucher.Contracts;

/// <summary>One call of the API: the single description that server routes, SDK methods and the OpenAPI document share.</summary>
public abstract class Operation
{
    private readonly Scope? scope;

    private protected Operation(string id, string method, string path, Audience audience)
    {
        Id = id;
        Method = method;
        Path = path;
        Audience = audience;
    }

    /// <summary>The operation id in the OpenAPI document, for example <c>claimVoucher</c>.</summary>
    public string Id { get; }

    /// <summary>The HTTP method in upper case.</summary>
    public string Method { get; }

    /// <summary>The path template; at most one parameter, <c>{id}</c>.</summary>
    public string Path { get; }

    /// <summary>Who may call it.</summary>
    public Audience Audience { get; }

    /// <summary>The scopes one of which the access token needs. By default <see cref="Scope.Read"/>, and of a change that of the role.</summary>
    public Scope Scope
    {
        get => scope ?? (!IsChange ? Scope.Read
            : Audience.HasFlag(Audience.Authority) ? Scope.Administer
            : Audience.HasFlag(Audience.Channel) ? Scope.Claim
            : Scope.Redeem);
        init => scope = value;
    }

    /// <summary>What it does, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether the call changes something and therefore carries an <c>Idempotency-Key</c>.</summary>
    public bool IsChange => Method != "GET" && !IsQuery;

    /// <summary>Whether a POST only reads: what it asks for does not belong into an address. The default value is <see langword="false"/>.</summary>
    public bool IsQuery { get; init; }

    /// <summary>Whether the body may also be a CSV file with one row per item. The default value is <see langword="false"/>.</summary>
    public bool TakesCsv { get; init; }

    /// <summary>Whether the answer is a CSV file, however long, instead of JSON. The default value is <see langword="false"/>.</summary>
    public bool GivesCsv { get; init; }

    /// <summary>Whether the body holds many items and may have 2 MiB instead of 256 KiB. The default value is <see langword="false"/>.</summary>
    public bool IsBulk { get; init; }

    /// <summary>Whether the calls of each network address are counted, for what anybody may write. The default value is <see langword="false"/>.</summary>
    public bool IsLimitedByAddress { get; init; }

    /// <summary>The refusals of this operation, beyond those that every call of its kind can meet.</summary>
    public IReadOnlyList<ErrorCode> Refusals { get; init; } = [];

    /// <summary>The type of the request; <see cref="Nothing"/> when there is none.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of the response.</summary>
    public abstract Type ResponseType { get; }
}

/// <summary>An <see cref="Operation"/> with the types of its request and response.</summary>
/// <typeparam name="TRequest">The JSON body, or for GET the query; <see cref="Nothing"/> when there is none.</typeparam>
/// <typeparam name="TResponse">The JSON body of a successful answer.</typeparam>
public sealed class Operation<TRequest, TResponse> : Operation
{
    internal Operation(string method, string path, Audience audience, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
        : base(char.ToLowerInvariant(name[0]) + name[1..], method, path, audience) => Operations.Add(this);

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);
}

/// <summary>Who may call an operation. Values combine.</summary>
[Flags]
public enum Audience
{
    /// <summary>Anybody, without authentication.</summary>
    Public = 0,

    /// <summary>An officer of a labour department, through its system.</summary>
    Authority = 1,

    /// <summary>A claiming channel: a bank app or government platform.</summary>
    Channel = 2,

    /// <summary>A training institution.</summary>
    Institution = 4,

    /// <summary>A course platform, which acts for institutions that let it.</summary>
    CoursePlatform = 8,

    /// <summary>An assessment body.</summary>
    AssessmentBody = 16,

    /// <summary>The system of a labour department without an officer: it reads, and reports what officers did elsewhere.</summary>
    RegionalSystem = 32,
}

/// <summary>Every operation of the API; each is declared in the file that holds its request and response.</summary>
public static partial class Operations
{
    private static List<Operation>? all;

    /// <summary>All operations, ordered by path and method.</summary>
    public static IReadOnlyList<Operation> All =>
        [.. all!.OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal)];

    internal static void Add(Operation operation) => (all ??= []).Add(operation);
}

/// <summary>A request or response without content.</summary>
public sealed record Nothing;
