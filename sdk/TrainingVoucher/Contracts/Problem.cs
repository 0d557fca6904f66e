namespace TrainingVoucher.Contracts;

/// <summary>The body of every error answer: RFC 9457 problem details with a stable code.</summary>
public sealed record Problem
{
    /// <summary>A URN that ends in <see cref="Code"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The English sentence of the code.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The code programs act on; see <see cref="ErrorCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>What to do next, in English.</summary>
    public string? Detail { get; init; }

    /// <summary>The Chinese sentence of the code.</summary>
    public string? TitleZh { get; init; }

    /// <summary>What to do next, in Chinese.</summary>
    public string? DetailZh { get; init; }

    /// <summary>For validation: every field that is wrong, at once.</summary>
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    /// <summary>Identifies the request in the server's log.</summary>
    public string? TraceId { get; init; }
}

/// <summary>One field of a request that is wrong.</summary>
/// <param name="Field">The path of the field in JSON, for example <c>batches[0].quantity</c>; empty for the whole body.</param>
/// <param name="Reason">What is wrong: <c>required</c>, <c>unknown_field</c>, <c>wrong_type</c>, <c>out_of_range</c>, <c>too_long</c>, <c>invalid</c> …</param>
/// <param name="Message">A sentence in English.</param>
public sealed record FieldError(string Field, string Reason, string Message);

/// <summary>What became of the rows of an upload: good rows are taken, bad ones are reported.</summary>
public sealed record RowReport
{
    /// <summary>How many rows were taken.</summary>
    public required int Accepted { get; init; }

    /// <summary>How many rows were left out.</summary>
    public required int Rejected { get; init; }

    /// <summary>Every field of every row that is wrong, in the order of the rows.</summary>
    public required IReadOnlyList<RowError> Errors { get; init; }
}

/// <summary>One field of one row that is wrong.</summary>
/// <param name="Row">The row, counted from 1 without the header.</param>
/// <param name="Field">The column.</param>
/// <param name="Reason">What is wrong: <c>required</c>, <c>invalid</c>, <c>duplicate</c>, <c>check_digit</c> …</param>
/// <param name="Message">A sentence in English; it never repeats personal data.</param>
public sealed record RowError(int Row, string Field, string Reason, string Message);
