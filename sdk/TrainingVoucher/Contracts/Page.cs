namespace TrainingVoucher.Contracts;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The items.</typeparam>
public sealed record Page<T>
{
    /// <summary>The items of this page.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Passed as <c>after</c> it gives the next page; <see langword="null"/> on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>Which page of a list to give.</summary>
public record PageQuery
{
    /// <summary>The <see cref="Page{T}.Next"/> of the page before; <see langword="null"/> for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many items at the most, 1 to 200. The default value is 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>A text in both languages of the product.</summary>
/// <param name="Zh">Chinese; required.</param>
/// <param name="En">English; required.</param>
public sealed record LocalText(string Zh, string En);

/// <summary>Why something is done, kept in the journal.</summary>
/// <param name="Text">1 to 500 characters.</param>
public sealed record Reason(string Text);
