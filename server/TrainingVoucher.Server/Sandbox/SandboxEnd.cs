using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Why a sandbox has to end. A call that says so leaves it, and its own answer, to those outside.</summary>
internal sealed class SandboxEnd
{
    /// <summary>Somebody asked for a new one.</summary>
    public static readonly SandboxEnd Reset = new();

    /// <summary>Its database cannot be read any more.</summary>
    public static readonly SandboxEnd Damaged = new();

    /// <summary>The server stops.</summary>
    public static readonly SandboxEnd Stopping = new();

    private SandboxEnd()
    {
    }

    /// <summary>Says so in a call; gives no answer.</summary>
    public Task<Answer?> In(HttpContext context)
    {
        context.Features.Set(this);
        return Task.FromResult<Answer?>(null);
    }
}
