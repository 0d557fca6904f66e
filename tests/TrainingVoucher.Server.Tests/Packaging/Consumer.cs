namespace TrainingVoucher.Server.Tests.Packaging;

/// <summary>A program as a partner has it: in a folder of its own, with nothing of this repository but the packages.</summary>
internal sealed class Consumer
{
    private readonly PackedSdk _sdk;
    private readonly string _name;

    public Consumer(PackedSdk sdk, string name, IEnumerable<string> packages, string program)
    {
        (_sdk, _name) = (sdk, name);
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" Version="{sdk.Version}" />"""))}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(Folder, "Program.cs"), program);
    }

    public string Folder => Path.Combine(_sdk.Work, _name);

    public Task BuildAsync() => _sdk.BuildAsync("build", Folder);

    /// <summary>Runs what <see cref="BuildAsync"/> made.</summary>
    public Task<string> RunAsync() => DotnetCommand.RunAsync(Folder, Path.Combine(_sdk.Work, "artifacts", "bin", _name, "debug", _name + ".dll"));
}
