using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>What operations are about; the document groups them by it.</summary>
internal static class Subjects
{
    public static string Of(Operation operation) => operation.Path.Split('/')[2] switch
    {
        "client-keys" => "clients",
        var subject => subject,
    };

    public static IEnumerable<string> All => Operations.All.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
