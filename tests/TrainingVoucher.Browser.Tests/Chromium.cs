using Microsoft.Playwright;

namespace TrainingVoucher.Browser.Tests;

/// <summary>The installed Chromium: the one that the variable CHROMIUM names, or the first on the path. Nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Arguments, Headless = true });

    private static string Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
            ? File.Exists(named) ? named : throw new InvalidOperationException($"CHROMIUM names {named}, which is not there.")
            : OnPath() ?? throw new InvalidOperationException(
                "These tests need Chromium. Install it (Debian: apt-get install chromium) or name its executable in the variable CHROMIUM.");

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(directory => Names.Select(name => Path.Combine(directory, name)))
        .FirstOrDefault(File.Exists);
}
