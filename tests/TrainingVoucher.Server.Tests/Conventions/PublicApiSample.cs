/// <summary>What <see cref="TrainingVoucher.Server.Tests.Conventions.PublicApiTests"/> expects to see listed.</summary>
public sealed class PublicApiSample : IDisposable
{
    public const int Longest = 7;

    public static readonly string Shared = "";

    private readonly int unseen = 1;

    public required IReadOnlyDictionary<string, string?> Names { get; init; }

    internal int Inside => unseen;

    public static Task<T> Find<T>(string? name, T[] among, int? from = null, bool exact = true, CancellationToken ct = default)
        where T : class => Task.FromResult(among[from ?? (exact ? name?.Length ?? 0 : 0)]);

    public bool TryRead(out string? text, params int[] places)
    {
        text = null;
        return places.Length > 0;
    }

    public override string ToString() => "";

    public void Dispose()
    {
    }
}
