using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Jobs;

namespace TrainingVoucher.Server.Tests.Jobs;

public sealed class RowReasonsTests
{
    [Fact]
    public void Say_EveryReason_IsASentenceInBothLanguages()
    {
        var faults = Enum.GetValues<DocumentFault>().Where(f => f != DocumentFault.None).Select(DocumentFields.ReasonOf);

        Assert.All(RowReasons.All.Concat(faults).Append(ErrorCodes.LimitReached.Code), reason =>
        {
            Assert.EndsWith("。", RowReasons.Say(reason, FileLanguage.Zh), StringComparison.Ordinal);
            Assert.EndsWith(".", RowReasons.Say(reason, FileLanguage.En), StringComparison.Ordinal);
        });
        Assert.Equal("news", RowReasons.Say("news", FileLanguage.En));
    }
}
