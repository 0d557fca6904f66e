using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Contracts;

/// <summary>Every type that crosses the wire: what the operations name, and everything inside.</summary>
public static class ContractTypes
{
    public static TheoryData<Type> All => [.. Reachable()];

    public static TheoryData<Type> Enums => [.. Reachable(enums: true)];

    private static IEnumerable<Type> Reachable(bool enums = false)
    {
        HashSet<Type> seen = [typeof(Problem)];
        Queue<Type> open = new([typeof(Problem), .. Operations.All.SelectMany(o => new[] { o.RequestType, o.ResponseType })]);
        while (open.TryDequeue(out var type))
        {
            seen.Add(type);
            foreach (var part in type.GetProperties().Select(p => Element(p.PropertyType)).Where(t => IsOurs(t) && seen.Add(t)))
            {
                open.Enqueue(part);
            }
        }

        return seen.Where(t => t.IsEnum == enums).OrderBy(t => t.ToString(), StringComparer.Ordinal);
    }

    private static Type Element(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type is { IsGenericType: true } && !IsOurs(type) ? type.GetGenericArguments()[0] : type);

    private static bool IsOurs(Type type) => type.Assembly == typeof(Operations).Assembly;
}
