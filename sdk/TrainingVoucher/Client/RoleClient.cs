namespace TrainingVoucher.Client;

/// <summary>The calls of one role. Its members are virtual, so that a substitute can take its place in tests.</summary>
public abstract class RoleClient
{
    private readonly ApiCall? call;

    private protected RoleClient(ApiCall? call) => this.call = call;

    private protected ApiCall Call => call
        ?? throw new NotSupportedException("This client was made without a connection; a substitute overrides every member that is called.");
}
