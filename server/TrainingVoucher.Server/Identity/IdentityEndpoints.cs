using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

internal static class IdentityEndpoints
{
    public static void MapIdentity(this ApiRoutes api, IdentitySessions sessions, CallersOwn own, Corrections corrections, bool sandbox)
    {
        api.Change(Operations.CreateIdentitySession, sessions.CreateAsync, Purposes.Check);
        api.Change(Operations.TakeIdentityAssertion, sessions.TakeAsync);
        api.Change(Operations.UseIdentityAssertion, own.UseAsync, Purposes.Check);
        if (sandbox)
        {
            api.Change(Operations.SandboxAuthenticate, sessions.SandboxAuthenticateAsync, IdentitySessions.Check);
        }

        api.Change(Operations.CorrectIdentity, corrections.CorrectAsync, Corrections.Check);
    }
}
