using System.Reflection;
using System.Runtime.CompilerServices;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>The parts of a method's signature as C# spells them.</summary>
internal static class Signatures
{
    public static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters().Select(Parameter).ToList();
        return (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", parameters);
    }

    public static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(t => t.Name))}>" : "";

    public static string Returned(MethodInfo method) =>
        (method.ReturnType.IsByRef ? "ref " : "") + TypeNames.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));

    public static string Constraints(IEnumerable<Type> arguments) => string.Concat(arguments
        .Where(t => t.IsGenericParameter)
        .Select(t => (t.Name, Rules: Rules(t).ToList()))
        .Where(t => t.Rules.Count > 0)
        .Select(t => $" where {t.Name} : {string.Join(", ", t.Rules)}"));

    /// <summary>A value as it is written in code.</summary>
    public static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{TypeNames.Of(type)}.{Enum.ToObject(type, value)}",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Parameter(ParameterInfo parameter)
    {
        var by = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => parameter.IsIn ? "in " : "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var type = TypeNames.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), isInput: !parameter.IsOut);
        return $"{by}{type} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue, parameter.ParameterType)}" : "")}";
    }

    private static IEnumerable<string> Rules(Type parameter)
    {
        var marks = parameter.GenericParameterAttributes;
        var isStruct = marks.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (marks.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) || isStruct)
        {
            yield return isStruct ? "struct" : "class";
        }

        foreach (var type in parameter.GetGenericParameterConstraints().Where(t => t != typeof(ValueType)))
        {
            yield return TypeNames.Of(type);
        }

        if (marks.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            yield return "new()";
        }
    }
}
