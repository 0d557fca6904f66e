namespace TrainingVoucher.Bench;

/// <summary>Writes a list of made-up persons as an authority uploads it.</summary>
internal static class PersonList
{
    public static async Task WriteAsync(Arguments arguments)
    {
        var rows = Enumerable.Range(arguments.Number("from", 0), arguments.Number("count")).Select(n => $"residentIdCard,{MadeUp.Number(n)},{MadeUp.Name(n)}");
        await File.WriteAllLinesAsync(arguments.Text("csv"), rows.Prepend("documentType,documentNumber,name"));
    }
}
