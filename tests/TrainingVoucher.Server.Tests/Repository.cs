namespace TrainingVoucher.Server.Tests;

/// <summary>The files of the working copy that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder, without what the build made, as paths from the root with <c>/</c>.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>Holds a generated file against what it should be; with <c>TV_UPDATE_DOCS=1</c> it is written anew.</summary>
    public static void MustBe(string path, string expected)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("TV_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, expected);
        }

        var actual = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(expected == actual, $"{path} is out of date. Run the tests once with TV_UPDATE_DOCS=1.");
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "TrainingVoucher.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return directory.FullName;
    }
}
