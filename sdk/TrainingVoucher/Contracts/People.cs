namespace TrainingVoucher.Contracts;

/// <summary>Corrects the document a person is known by; vouchers, history and limits stay with the person.</summary>
public sealed record CorrectIdentityRequest
{
    /// <summary>The document as it is known.</summary>
    public required IdentityDocument From { get; init; }

    /// <summary>The document as it is right.</summary>
    public required IdentityDocument To { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

public static partial class Operations
{
    /// <summary>Corrects the document a person is known by.</summary>
    public static readonly Operation<CorrectIdentityRequest, Nothing> CorrectIdentity =
        new("POST", "/v1/people/correct", Audience.Authority)
        {
            Summary = "Correct the document a person is known by without losing vouchers, history or limits.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.PersonExists],
        };
}
