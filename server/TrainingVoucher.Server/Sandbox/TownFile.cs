using System.Text.Json;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>A key of somebody in a sandbox: the ids it is known by, and its private half.</summary>
internal sealed record TownKey(string Id, string KeyId, string Pem)
{
    public override string ToString() => Id;
}

/// <summary>
/// Who was in a sandbox before anybody joined, with the keys they act by, in a file of its directory that only its owner reads. It is
/// written when all is set up and removed before anything else is: a directory without it is set up anew.
/// </summary>
internal sealed record TownFile
{
    public required DateTimeOffset SeededAt { get; init; }

    public required string AuthorityId { get; init; }

    /// <summary>The system of the authority.</summary>
    public required TownKey System { get; init; }

    public required TownKey Maker { get; init; }

    public required TownKey Checker { get; init; }

    public required string BankId { get; init; }

    public required TownKey Bank { get; init; }

    /// <summary>The two institutions; the system of the first is here.</summary>
    public required IReadOnlyList<string> Schools { get; init; }

    public required TownKey School { get; init; }

    /// <summary>What was written in a directory; nothing when nothing was set up there to the end.</summary>
    public static TownFile? Read(string directory) =>
        File.Exists(In(directory)) ? JsonSerializer.Deserialize<TownFile>(File.ReadAllBytes(In(directory))) : null;

    public void Write(string directory)
    {
        var draft = In(directory) + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, this);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, In(directory));
    }

    /// <summary>Removes a sandbox, so that wherever that ends it is set up anew.</summary>
    public static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            File.Delete(In(directory));
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string In(string directory) => Path.Combine(directory, "town.json");
}
