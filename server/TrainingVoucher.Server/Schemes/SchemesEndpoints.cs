using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Schemes;

internal static class SchemesEndpoints
{
    public static void MapSchemes(this ApiRoutes api, EligibilityRegister register)
    {
        api.Change(Operations.CreateScheme, SchemeStore.CreateAsync, SchemeRules.Validate);
        api.Read(Operations.ListSchemes, SchemeStore.ListAsync);
        api.Read(Operations.GetScheme, SchemeStore.GetAsync);
        api.Change(Operations.UpdateDisplay, SchemeStore.ShowAsync, SchemeRules.Validate);
        api.Change(Operations.SuspendScheme, SchemeStore.SuspendAsync, Fields.Of);
        api.Change(Operations.ResumeScheme, SchemeStore.ResumeAsync, Fields.Of);

        api.Read(Operations.ListBatches, BatchStore.ListAsync);
        api.Read(Operations.GetBatch, BatchStore.GetAsync);
        api.Change(Operations.SuspendBatch, BatchStore.SuspendAsync, Fields.Of);
        api.Change(Operations.ResumeBatch, BatchStore.ResumeAsync, Fields.Of);
        api.Change(Operations.CloseBatch, BatchStore.CloseAsync, Fields.Of);

        api.Upload<UploadRegisterRequest, RegisterRow, RowReport>(Operations.UploadRegister, register.UploadAsync, EligibilityRegister.MaxRows);
        api.Read(Operations.CountRegister, EligibilityRegister.CountAsync);
    }
}
