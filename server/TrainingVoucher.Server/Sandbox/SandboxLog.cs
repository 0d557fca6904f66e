namespace TrainingVoucher.Server.Sandbox;

/// <summary>Passes on what a sandbox logs, under categories of its own that begin with <c>Sandbox.</c></summary>
internal sealed class SandboxLog(ILoggerFactory logs) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => logs.CreateLogger("Sandbox." + categoryName);

    public void Dispose()
    {
    }
}
