using System.Reflection;
using System.Runtime.CompilerServices;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>The public API of an assembly, a line for each type and member, in order. What the compiler adds to a record is left out: the word says it.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Lines(Type type)
    {
        var name = TypeNames.Of(type);
        return type.GetMembers(Declared).Select(member => Line(name, member)).OfType<string>().Prepend($"{name}: {Kind(type)}{Bases(type)}{Signatures.Constraints(type.GetGenericArguments())}");
    }

    private static string? Line(string type, MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        FieldInfo field when IsSeen(field) => Field(type, field),
        ConstructorInfo constructor when IsSeen(constructor) => $"{type}.new({Signatures.Parameters(constructor)}){Protected(constructor)}",
        MethodInfo method when IsSeen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{type}.{method.Name}{Signatures.TypeParameters(method)}({Signatures.Parameters(method)}): {Modifiers(method)}{Signatures.Returned(method)}{Signatures.Constraints(method.GetGenericArguments())}",
        PropertyInfo { Name: not "EqualityContract" } property when property.GetAccessors(nonPublic: true).FirstOrDefault(IsSeen) is { } accessor => Property(type, property, accessor),
        EventInfo { AddMethod: { } add } happening when IsSeen(add) => $"{type}.{happening.Name}: {Modifiers(add)}event {TypeNames.Of(happening.EventHandlerType!)}",
        _ => null,
    };

    private static string? Field(string type, FieldInfo field) => field switch
    {
        { IsSpecialName: true } => null,
        { DeclaringType.IsEnum: true } => $"{type}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}",
        { IsLiteral: true } => $"{type}.{field.Name}: const {TypeNames.Of(field.FieldType)} = {Signatures.Literal(field.GetRawConstantValue(), field.FieldType)}",
        _ => $"{type}.{field.Name}: {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field.FieldType, new NullabilityInfoContext().Create(field))}",
    };

    private static string Property(string type, PropertyInfo property, MethodInfo accessor)
    {
        var set = property.SetMethod is { } setter && IsSeen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var get = property.GetMethod is { } getter && IsSeen(getter) ? " get;" : "";
        var index = property.GetIndexParameters().Length > 0 ? $"[{Signatures.Parameters(property.GetMethod!)}]" : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{type}.{property.Name}{index} {{{get}{set} }}: {required}{Modifiers(accessor)}{TypeNames.Of(property.PropertyType, new NullabilityInfoContext().Create(property))}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => (type.IsDefined(typeof(FlagsAttribute)) ? "flags enum" : "enum") + (Enum.GetUnderlyingType(type) == typeof(int) ? "" : " of " + TypeNames.Of(Enum.GetUnderlyingType(type))),
        { IsInterface: true } => "interface",
        { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{Record(type)}struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{Record(type)}class",
    };

    private static string Record(Type type) => type.GetMethod("PrintMembers", Declared) is null ? "" : "record ";

    private static string Bases(Type type)
    {
        var bases = new[] { type.BaseType }.OfType<Type>()
            .Where(t => t != typeof(object) && t != typeof(ValueType) && t != typeof(Enum)).Select(TypeNames.Of)
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Select(TypeNames.Of).Order(StringComparer.Ordinal)).ToList();
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string Modifiers(MethodInfo method) => Protected(method) is { Length: > 0 } seen ? seen.Trim() + " " + Dispatch(method) : Dispatch(method);

    private static string Dispatch(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Protected(MethodBase method) => method.IsPublic ? "" : " protected";

    private static bool IsSeen(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsSeen(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);
}
