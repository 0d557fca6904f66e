namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>The samples as they were built together with these tests: the same configuration and framework.</summary>
internal static class SamplePrograms
{
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Of(string sample)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "samples", sample, "bin", here.Parent!.Name, here.Name, $"{sample}.dll");
    }
}
