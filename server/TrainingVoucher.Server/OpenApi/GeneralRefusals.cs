using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>The refusals that every call of its kind can meet, whatever it does.</summary>
internal static class GeneralRefusals
{
    public static IReadOnlyList<ErrorCode> Of(Operation operation)
    {
        List<ErrorCode> codes = [ErrorCodes.InvalidRequest, ErrorCodes.Internal, ErrorCodes.Unavailable];
        if (operation.Audience != Audience.Public)
        {
            codes.AddRange([ErrorCodes.Unauthenticated, ErrorCodes.Forbidden, ErrorCodes.InsufficientScope, ErrorCodes.RateLimited]);
        }

        if (operation.IsLimitedByAddress)
        {
            codes.Add(ErrorCodes.RateLimited);
        }

        if (operation.Method != "GET")
        {
            codes.AddRange([ErrorCodes.InvalidJson, ErrorCodes.TooLarge, ErrorCodes.UnsupportedMediaType]);
        }

        if (operation.IsChange)
        {
            codes.AddRange([ErrorCodes.IdempotencyKeyRequired, ErrorCodes.IdempotencyKeyReused]);
        }

        if (operation.TakesCsv)
        {
            codes.Add(ErrorCodes.InvalidCsv);
        }

        return codes;
    }

    /// <summary>All refusals of an operation: its own and the general ones.</summary>
    public static IEnumerable<ErrorCode> AllOf(Operation operation) =>
        operation.Refusals.Concat(Of(operation)).Distinct().OrderBy(c => c.Status).ThenBy(c => c.Code, StringComparer.Ordinal);
}
