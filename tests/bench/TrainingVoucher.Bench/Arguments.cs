namespace TrainingVoucher.Bench;

/// <summary>The arguments of a verb: <c>--name value</c>, each once.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Count || !values.TryAdd(arguments[i][2..], arguments[i + 1]))
            {
                throw new ArgumentException($"Not understood: {arguments[i]}", nameof(arguments));
            }
        }
    }

    public string Text(string name) => values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"--{name} is missing.", name);

    public string? Optional(string name) => values.GetValueOrDefault(name);

    public int Number(string name) => int.Parse(Text(name));

    public int Number(string name, int otherwise) => values.ContainsKey(name) ? Number(name) : otherwise;
}
