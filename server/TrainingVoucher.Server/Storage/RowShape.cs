using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace TrainingVoucher.Server.Storage;

/// <summary>One property of a row type: its name as a parameter and as a column, one value of it, and all values of many rows.</summary>
internal sealed record RowColumn<T>(string Name, string Column, Func<T, object?> Value, Func<IReadOnlyList<T>, Array> Values);

/// <summary>How the properties of a type become parameters: instants and days as in <see cref="SqlTypes"/>, enumerations as numbers.</summary>
internal static class RowShape<T>
{
    public static readonly IReadOnlyList<RowColumn<T>> Columns =
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => Stored(p.PropertyType) is not null).Select(Describe)];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<RowColumn<T>>> Taken = new(StringComparer.Ordinal);

    /// <summary>The columns that a statement takes from its rows: those it names; all where it takes one row as parameters.</summary>
    public static IReadOnlyList<RowColumn<T>> Of(string sql) => Taken.GetOrAdd(
        sql, static text => text.Contains(Step.RowsMark, StringComparison.Ordinal) ? [.. Columns.Where(c => Names(text, $"r.{c.Column}"))] : Columns);

    private static bool Names(string sql, string name)
    {
        for (var at = sql.IndexOf(name, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsOfName(sql[at - 1])) && (at + name.Length == sql.Length || !IsOfName(sql[at + name.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(char character) => character == '_' || char.IsAsciiLetterOrDigit(character);

    private static RowColumn<T> Describe(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(T));
        var stored = Stored(property.PropertyType)!;
        var value = Convert(Expression.Property(row, property), stored);
        var one = Expression.Lambda<Func<T, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
        var typed = Expression.Lambda(value, row).Compile();
        var many = typeof(RowShape<T>).GetMethod(nameof(Collect), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(stored);
        return new(property.Name, Snake(property.Name), one, (Func<IReadOnlyList<T>, Array>)many.Invoke(null, [typed])!);
    }

    private static Func<IReadOnlyList<T>, Array> Collect<TValue>(Func<T, TValue> value) => rows =>
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    };

    /// <summary>The type a property is stored as; nothing when it is no column.</summary>
    private static Type? Stored(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var stored = plain == typeof(bool) || plain == typeof(int) || plain == typeof(long) || plain == typeof(string) || plain == typeof(byte[]) ? plain
            : plain.IsEnum || plain == typeof(DateOnly) || plain == typeof(ushort) ? typeof(int)
            : plain == typeof(DateTimeOffset) || plain == typeof(uint) ? typeof(long)
            : null;
        return stored is { IsValueType: true } && plain != type ? typeof(Nullable<>).MakeGenericType(stored) : stored;
    }

    private static Expression Convert(Expression value, Type stored)
    {
        if (value.Type == stored)
        {
            return value;
        }

        if (Nullable.GetUnderlyingType(value.Type) is null)
        {
            return Plain(value, stored);
        }

        var inner = Plain(Expression.Property(value, "Value"), Nullable.GetUnderlyingType(stored)!);
        return Expression.Condition(Expression.Property(value, "HasValue"), Expression.Convert(inner, stored), Expression.Default(stored));
    }

    private static Expression Plain(Expression value, Type stored) =>
        value.Type == typeof(DateOnly) ? Expression.Call(typeof(SqlTypes), nameof(SqlTypes.ToDays), null, value)
        : value.Type == typeof(DateTimeOffset) ? Expression.Call(value, nameof(DateTimeOffset.ToUnixTimeMilliseconds), null)
        : value.Type == stored ? value
        : Expression.Convert(value, stored);

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
