using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace TrainingVoucher.Server.Pages;

/// <summary>The keys that sign forms and cookies: files that only the server's own account reads, in the data directory.</summary>
internal static class PageKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string DirectoryOf(string dataDirectory) => Path.Combine(dataDirectory, "page-keys");

    /// <summary>Keeps the keys below the data directory, or nowhere when there is none.</summary>
    public static void AddPageKeys(this WebApplicationBuilder builder, string? dataDirectory)
    {
        builder.Services.AddDataProtection().SetApplicationName("TrainingVoucher");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>(
            (keys, logs) => keys.XmlRepository = dataDirectory is null
                ? new Unkept()
                : new FileSystemXmlRepository(CreateOwnerOnly(DirectoryOf(dataDirectory)), logs));

        // It warns of every key written unencrypted; what protects these is the mode of their directory, as with the other keys.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    private static DirectoryInfo CreateOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var directory = Directory.CreateDirectory(path, OwnerOnly);
        return (directory.UnixFileMode & ~OwnerOnly) == UnixFileMode.None
            ? directory
            : throw new InvalidOperationException($"Others may read {path}. Run: chmod 700 {path}");
    }

    private sealed class Unkept : IXmlRepository
    {
        private readonly List<XElement> elements = [];

        public IReadOnlyCollection<XElement> GetAllElements() => [.. elements];

        public void StoreElement(XElement element, string friendlyName) => elements.Add(element);
    }
}
