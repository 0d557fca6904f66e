using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Identity;

internal static class IdentityEndpoints
{
    public static void MapIdentity(this ApiRoutes api, People people, VoucherCodes codes, PersonOfRegion belongs, bool sandbox)
    {
        var sessions = new IdentitySessions(people, codes);
        api.Change(Operations.CreateIdentitySession, sessions.CreateAsync, IdentitySessions.Check);
        if (sandbox)
        {
            api.Change(Operations.SandboxAuthenticate, sessions.SandboxAuthenticateAsync, IdentitySessions.Check);
        }

        api.Change(Operations.CorrectIdentity, new Corrections(people, belongs).CorrectAsync, Corrections.Check);
    }
}
