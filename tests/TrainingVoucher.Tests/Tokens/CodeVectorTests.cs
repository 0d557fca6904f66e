using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class CodeVectorTests
{
    private static readonly VectorFile Vectors = new("codes.json");

    public static TheoryData<string> Names => Vectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void TryParse_Vector_GivesTheWrittenVerdict(string name)
    {
        var vector = Vectors[name];
        var accepted = VoucherCode.TryParse(VectorFile.Text(vector, "text"), out var code, out var refusal);
        Assert.Equal(VectorFile.Expected(vector), refusal.ToCode());
        Assert.Equal(refusal == CodeRefusal.None, accepted);
        if (accepted)
        {
            Assert.Equal(VectorFile.Text(vector, "id"), Convert.ToHexStringLower(code.Id.ToBytes()));
            Assert.Equal(VectorFile.Text(vector, "shown"), code.Format());
        }
    }
}
