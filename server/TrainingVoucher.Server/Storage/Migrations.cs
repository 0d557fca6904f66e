using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace TrainingVoucher.Server.Storage;

/// <summary>One numbered SQL file of the schema.</summary>
internal sealed record Migration(string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>The SQL files of one database, embedded in the server, in the order of their numbers.</summary>
internal static class Migrations
{
    public static IReadOnlyList<Migration> Of(string database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{assembly.GetName().Name}.Storage.{database}.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new Migration(name[prefix.Length..], Read(assembly, name))),
        ];
    }

    /// <summary>The files still to be applied; refuses a history that these files do not continue.</summary>
    public static IEnumerable<Migration> Pending(IReadOnlyList<Migration> files, IReadOnlyDictionary<string, string> applied)
    {
        var known = files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (applied.Keys.FirstOrDefault(name => !known.Contains(name)) is { } newer)
        {
            throw new InvalidOperationException($"The database was migrated by a newer server: it knows {newer}. Start that version.");
        }

        foreach (var file in files)
        {
            if (!applied.TryGetValue(file.Name, out var checksum))
            {
                yield return file;
            }
            else if (checksum != file.Checksum)
            {
                throw new InvalidOperationException($"Migration {file.Name} was changed after it was applied. Restore the file.");
            }
        }
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
