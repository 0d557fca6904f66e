namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>Collects everything that is wrong with the settings, so that an operator sees it at once.</summary>
internal sealed class OidcFaults
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly List<string> faults = [];

    public OidcFaults Must(bool holds, string setting, string sentence)
    {
        if (!holds)
        {
            faults.Add($"TrainingVoucher:Identity:{setting} {sentence}.");
        }

        return this;
    }

    /// <summary>The text of a file that nobody else may read; nothing when there is none.</summary>
    public string? ReadFile(string path, string setting)
    {
        if (!File.Exists(path))
        {
            Must(false, setting, $"names {path}, which is no file");
            return null;
        }

        Must(OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == UnixFileMode.None, setting, $"names {path}, which others may read; take their permissions away");
        return File.ReadAllText(path);
    }

    /// <exception cref="InvalidOperationException">Something is wrong.</exception>
    public void Throw()
    {
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', faults));
        }
    }
}
