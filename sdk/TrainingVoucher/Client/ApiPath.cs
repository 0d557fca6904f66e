using System.Text;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>Paths and queries of operations.</summary>
internal static class ApiPath
{
    /// <summary>The path with the id in it. An id that could lead to another path is a mistake of the caller.</summary>
    public static string Of(Operation operation, string? id)
    {
        if (id is null)
        {
            return operation.Path;
        }

        return id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? operation.Path.Replace("{id}", id, StringComparison.Ordinal)
            : throw new ArgumentException("An id has letters, digits and underscores.", nameof(id));
    }

    /// <summary>The fields of a request as a query, written as they are in JSON; what is null is left out.</summary>
    public static string Query<T>(T request)
    {
        var fields = JsonSerializer.SerializeToElement(request, ContractsJson.Default.GetTypeInfo(typeof(T))!);
        var query = new StringBuilder();
        foreach (var field in fields.EnumerateObject())
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(field.Name).Append('=').Append(Uri.EscapeDataString(field.Value.ToString()));
        }

        return query.ToString();
    }
}
