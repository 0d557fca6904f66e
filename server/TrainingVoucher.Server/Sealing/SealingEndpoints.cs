using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Sealing;

internal static class SealingEndpoints
{
    public static void MapSealing(this ApiRoutes api, LogProofs proofs)
    {
        api.Read(Operations.GetCheckpoint, proofs.CheckpointAsync, LogProofs.Validate);
        api.Read(Operations.GetInclusionProof, LogProofs.InclusionAsync, LogProofs.Validate);
        api.Read(Operations.GetConsistencyProof, LogProofs.ConsistencyAsync, LogProofs.Validate);
    }
}
