using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Funds;

internal static class FundsEndpoints
{
    public static void MapFunds(this ApiRoutes api)
    {
        api.Change(Operations.CreateBudgetLine, BudgetLines.CreateAsync, BudgetLines.Validate);
        api.Read(Operations.ListBudgetLines, BudgetLines.ListAsync);
        api.Read(Operations.GetBudgetLine, BudgetLines.GetAsync);
        api.Change(Operations.AppropriateBudget, BudgetLines.AppropriateAsync, BudgetLines.Validate);
        api.Read(Operations.ListPostings, BudgetLines.PostingsAsync);
        api.Upload<AddSubsidyStandardsRequest, SubsidyStandard, RowReport>(Operations.AddSubsidyStandards, SubsidyStandards.AddAsync, SubsidyStandards.MaxRows);
        api.Read(Operations.ListSubsidyStandards, SubsidyStandards.ListAsync);
    }
}
