using System.Diagnostics;

namespace TrainingVoucher.Server.Tests.Packaging;

/// <summary>Runs <c>dotnet</c> as a person would, apart from the build that runs the tests.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs to the end; the test fails with the output when the exit code is not 0.</summary>
    public static async Task<string> RunAsync(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var (exit, output) = await ProcessRun.ToEndAsync(start);
        Assert.True(exit == 0, $"dotnet {string.Join(' ', arguments)} ended with {exit}:\n{output}");
        return output;
    }
}
