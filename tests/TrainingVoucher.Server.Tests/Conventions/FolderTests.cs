using System.Text.RegularExpressions;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>Rooms: folders do not go in circles, files stay short.</summary>
public sealed partial class FolderTests
{
    public static TheoryData<string> Projects => ["server/TrainingVoucher.Server", "server/TrainingVoucher.Conformance", "sdk/TrainingVoucher"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_DoNotDependOnEachOtherInCircles(string project)
    {
        var uses = Uses(project);

        Assert.NotEmpty(uses);
        Assert.Null(FindCycle(uses));
    }

    [Fact]
    public void FindCycle_InCircularFolders_NamesIt()
    {
        Assert.Equal("A > B > C > A", FindCycle(new() { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"] }));
        Assert.Null(FindCycle(new() { ["A"] = ["B", "C"], ["B"] = ["C"], ["C"] = [] }));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_AreThoseOfTheirFolders(string project)
    {
        var name = project.Split('/')[^1];
        Assert.All(Repository.Sources(project).Where(f => !f.EndsWith("/Program.cs", StringComparison.Ordinal)), file =>
        {
            var folder = string.Join('.', file.Split('/')[2..^1].Prepend(name));
            Assert.Equal($"namespace {folder};", Repository.Lines(file).Single(l => l.StartsWith("namespace ", StringComparison.Ordinal)));
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_StayShort(string project)
    {
        var lengths = Repository.Sources(project).Select(f => (File: f, Lines: Repository.Lines(f).Length)).OrderBy(f => f.Lines).ToList();

        Assert.InRange(lengths[lengths.Count / 2].Lines, 1, 79);
        Assert.DoesNotContain(lengths, f => f.Lines > 300);
    }

    /// <summary>Which folder names which: by a using, or by a name that begins with the folder.</summary>
    private static Dictionary<string, HashSet<string>> Uses(string project)
    {
        var name = project.Split('/')[^1];
        var files = Repository.Sources(project).Select(f => (Folder: string.Join('.', f.Split('/')[2..^1]), Text: Repository.Read(f))).Where(f => f.Folder.Length > 0).ToList();
        var folders = files.Select(f => f.Folder).ToHashSet(StringComparer.Ordinal);
        var uses = folders.ToDictionary(f => f, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (folder, text) in files)
        {
            var named = Using().Matches(text).Select(m => m.Groups["name"].Value)
                .Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).Select(n => n[(name.Length + 1)..])
                .Concat(folders.Where(f => Regex.IsMatch(text, $@"(?<![\w.""/])(Server\.)?{Regex.Escape(f)}\.[A-Z]\w*[.(<]", RegexOptions.None, TimeSpan.FromSeconds(5))));
            uses[folder].UnionWith(named.Where(n => n != folder && folders.Contains(n)));
        }

        return uses;
    }

    private static string? FindCycle(Dictionary<string, HashSet<string>> uses)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return uses.Keys.Order(StringComparer.Ordinal).Select(start => From(start, [])).FirstOrDefault(cycle => cycle is not null);

        string? From(string folder, List<string> path)
        {
            if (path.IndexOf(folder) is var seen and >= 0)
            {
                return string.Join(" > ", path[seen..].Append(folder));
            }

            if (done.Contains(folder))
            {
                return null;
            }

            var cycle = uses[folder].Select(next => From(next, [.. path, folder])).FirstOrDefault(c => c is not null);
            done.Add(folder);
            return cycle;
        }
    }

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Using();
}
