using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Sandbox;

internal static class SandboxEndpoints
{
    public static void MapSandbox(this ApiRoutes api, ClockMoves clock, Joining joining)
    {
        api.Direct(Operations.JoinSandbox, joining.JoinAsync, Joining.Check);
        api.Read(Operations.GetSandboxClock, (_, _) => Task.FromResult<Outcome<SandboxClock>>(clock.Show()));
        api.Direct(Operations.MoveSandboxClock, clock.MoveAsync, ClockMoves.Check);
        api.Direct(Operations.ResetSandbox, (context, _, _, _) => SandboxEnd.Reset.In(context));
    }
}
