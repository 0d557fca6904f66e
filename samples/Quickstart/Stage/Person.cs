using TrainingVoucher.Contracts;

namespace Quickstart.Stage;

/// <summary>Somebody in <c>persons.csv</c>: made up, with a valid ID number that no real card has (see README.md).</summary>
internal sealed record Person(string Number, string Name, string Category)
{
    /// <summary>The card this person carries.</summary>
    public IdentityDocument Card => new() { Type = DocumentType.ResidentIdCard, Number = Number };
}

/// <summary>The file the authority uploads: <c>documentType,documentNumber,name,category,region,evidence,validFrom,validTo</c>.</summary>
internal static class PersonsFile
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "persons.csv");

    /// <summary>The persons of the rows that the server took.</summary>
    public static async Task<IReadOnlyList<Person>> ReadAsync(RowReport report)
    {
        var bad = report.Errors.Select(e => e.Row).ToHashSet();
        var lines = await File.ReadAllLinesAsync(Path);
        return
        [
            .. lines.Skip(1)
                .Where((_, i) => !bad.Contains(i + 1))
                .Select(line => line.Split(','))
                .Select(cells => new Person(cells[1], cells[2], cells[3])),
        ];
    }
}
