namespace TrainingVoucher.Server.Sandbox;

/// <summary>Which addresses of a server are those of its sandbox.</summary>
internal static class SandboxRouting
{
    private const string Metadata = "/.well-known/oauth-authorization-server";

    public static void UseSandbox(this WebApplication app, SandboxGate gate)
    {
        app.Map(SandboxStage.Path, inner => inner.Run(gate.HandleAsync));

        // Where a client of OAuth looks for what describes an issuer with a path (RFC 8414, section 3.1).
        app.Map(new PathString(Metadata + SandboxStage.Path), inner => inner.Run(context =>
        {
            (context.Request.PathBase, context.Request.Path) = (SandboxStage.Path, new PathString(Metadata) + context.Request.Path);
            return gate.HandleAsync(context);
        }));
    }
}
