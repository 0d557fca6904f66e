using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingVoucher.Client;

namespace ScanGun;

/// <summary>A class that vouchers are redeemed for at this counter.</summary>
internal sealed record Course(string Name, string Project, int Level, DateOnly EndsOn, bool Online = false);

/// <summary>The settings file; some of it can also come from the environment, which wins.</summary>
internal sealed record Settings
{
    public const string DefaultFile = "scangun.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public string? Server { get; init; }

    public string? ClientId { get; init; }

    public string? KeyId { get; init; }

    /// <summary>The private key as PEM; like every file here seen from where the settings file lies.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>What this counter is called in the records.</summary>
    public string? Device { get; init; }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Where an attempt is kept until its outcome is known.</summary>
    public string OpenFile { get; init; } = "scangun.open";

    /// <summary>What the scanner puts in front of a scan.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What the scanner puts after a scan, before Enter.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The first one is used until another is chosen.</summary>
    public IReadOnlyList<Course> Courses { get; init; } = [];

    /// <summary>Reads file and environment; the sentences say everything that is wrong at once.</summary>
    public static (Settings Settings, IReadOnlyList<string> Errors) Load(string file, Func<string, string?> variable)
    {
        Settings settings;
        try
        {
            settings = JsonSerializer.Deserialize<Settings>(File.ReadAllBytes(file), Json) ?? new();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return (new(), [$"{file}: {e.Message}"]);
        }

        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        settings = settings with
        {
            Server = variable("SCANGUN_SERVER") ?? settings.Server,
            ClientId = variable("SCANGUN_CLIENT_ID") ?? settings.ClientId,
            KeyId = variable("SCANGUN_KEY_ID") ?? settings.KeyId,
            PrivateKeyFile = Path.Combine(directory, variable("SCANGUN_PRIVATE_KEY_FILE") ?? settings.PrivateKeyFile ?? "scangun.pem"),
            Device = variable("SCANGUN_DEVICE") ?? settings.Device,
            Language = variable("SCANGUN_LANGUAGE") ?? settings.Language,
            OpenFile = Path.Combine(directory, variable("SCANGUN_OPEN_FILE") ?? settings.OpenFile),
        };
        return (settings, [.. settings.Check()]);
    }

    /// <summary>How the server is reached: few, short attempts, because somebody stands at the counter. What stays open is repeated by the program itself.</summary>
    public TrainingVoucherOptions ToOptions() => new()
    {
        BaseAddress = Uri.TryCreate(Server, UriKind.Absolute, out var address) ? address : null,
        Client = new ClientCredentials { ClientId = ClientId ?? "", KeyId = KeyId ?? "", PrivateKeyPem = File.Exists(PrivateKeyFile) ? File.ReadAllText(PrivateKeyFile) : null },
        MaxRetries = 1,
        RetryDelay = TimeSpan.FromMilliseconds(200),
        MaxRetryDelay = TimeSpan.FromSeconds(2),
        AttemptTimeout = TimeSpan.FromSeconds(8),
    };

    private IEnumerable<string> Check()
    {
        if (!File.Exists(PrivateKeyFile))
        {
            yield return $"privateKeyFile: there is no {PrivateKeyFile}.";
        }
        else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(PrivateKeyFile) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None)
        {
            yield return $"privateKeyFile: others may read {PrivateKeyFile}. Run: chmod 600 {PrivateKeyFile}";
        }

        foreach (var wrong in ToOptions().Validate())
        {
            yield return wrong;
        }

        if (Language is not ("zh" or "en"))
        {
            yield return "language must be zh or en.";
        }

        if (Device is { Length: > 64 })
        {
            yield return "device must have at most 64 characters.";
        }

        if (Courses.Count == 0 || Courses.Contains(null!))
        {
            yield return "courses must name a course.";
        }
        else if (Courses.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Courses.Count)
        {
            yield return "courses must differ in their names.";
        }
    }
}
