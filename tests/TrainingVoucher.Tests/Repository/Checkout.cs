namespace TrainingVoucher.Tests.Repository;

/// <summary>The files of the repository, without what building and running leave behind.</summary>
internal static class Checkout
{
    private static readonly string[] LeftBehind = [".git", ".idea", ".vs", "artifacts", "bin", "data", "node_modules", "obj", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    /// <summary>Every file, relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Files() => In(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));

    /// <summary>Every file that is text, with what it says.</summary>
    public static IEnumerable<(string Path, string Text)> Texts() => Files().Select(path => (path, Read(path))).Where(file => !file.Item2.Contains('\0', StringComparison.Ordinal));

    private static IEnumerable<FileInfo> In(DirectoryInfo directory) => directory.EnumerateFiles()
        .Where(file => file.Name != ".git" && !file.Name.EndsWith("nupkg", StringComparison.Ordinal))
        .Concat(directory.EnumerateDirectories().Where(child => !LeftBehind.Contains(child.Name, StringComparer.Ordinal)).SelectMany(In));

    private static string FindRoot(string from) => Directory.EnumerateFiles(from, "TrainingVoucher.sln").Any()
        ? from
        : FindRoot(Path.GetDirectoryName(from) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
