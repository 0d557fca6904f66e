using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using TrainingVoucher.Server.Identity;

namespace TrainingVoucher.Server.Pages.Identity;

/// <summary>Reads what a browser came back with: the query of its address, or a posted form.</summary>
internal static class VisitForm
{
    private const int Most = 20;
    private const int Longest = 4096;

    private static readonly FormOptions Limits = new() { KeyLengthLimit = 100, ValueCountLimit = Most, ValueLengthLimit = Longest, MultipartBodyLengthLimit = Longest };

    /// <summary>The fields; <see langword="null"/> for what says a thing twice or is too much to look at.</summary>
    public static async Task<VisitAnswer?> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return Once(request.Query);
        }

        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return Once(await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static VisitAnswer? Once(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in fields)
        {
            if (values is not [{ Length: <= Longest } value] || read.Count == Most)
            {
                return null;
            }

            read[name] = value;
        }

        return new VisitAnswer(read);
    }
}
