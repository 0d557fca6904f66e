using System.Reflection;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>Types as C# spells them, with their namespace and the question marks of what may be null.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, nullability: null, NullabilityState.NotNull);

    public static string Of(Type type, NullabilityInfo nullability, bool isInput = false) =>
        Of(type.IsByRef ? type.GetElementType()! : type, nullability, isInput ? nullability.WriteState : nullability.ReadState);

    private static string Of(Type type, NullabilityInfo? nullability, NullabilityState state)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        // A type parameter stands for itself: whether it may be null is up to whoever fills it in.
        return Bare(type, nullability) + (state == NullabilityState.Nullable && !type.IsGenericParameter ? "?" : "");
    }

    private static string Bare(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Inner(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var place = type.DeclaringType is { } outer ? Of(outer) + "." : type.Namespace is { } space ? space + "." : "";
        var arguments = type.GetGenericArguments().Select((argument, i) => Inner(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i))).ToList();
        return place + type.Name.Split('`')[0] + (arguments.Count > 0 ? $"<{string.Join(", ", arguments)}>" : "");
    }

    private static string Inner(Type type, NullabilityInfo? nullability) => Of(type, nullability, nullability?.ReadState ?? NullabilityState.NotNull);
}
