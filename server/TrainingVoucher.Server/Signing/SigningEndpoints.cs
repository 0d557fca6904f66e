using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Signing;

internal static class SigningEndpoints
{
    public static void MapSigning(this ApiRoutes api, PublishedKeys published) =>
        api.Read(Operations.GetKeySet, (_, _) => Task.FromResult<Outcome<KeySetDocument>>(new KeySetDocument { Manifest = Convert.ToBase64String(published.Manifest) }));
}
