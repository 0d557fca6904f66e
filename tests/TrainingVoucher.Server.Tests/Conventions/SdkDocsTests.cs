using System.Xml.Linq;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Conventions;

public sealed class SdkDocsTests
{
    public static TheoryData<Type> PublicTypes => [.. typeof(Operations).Assembly.GetExportedTypes()];

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void PublicType_IsDocumented(Type type)
    {
        var docs = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "TrainingVoucher.xml"));
        var name = "T:" + type.FullName!.Replace('+', '.');

        Assert.NotEmpty(docs.Descendants("member").Single(m => m.Attribute("name")?.Value == name).Element("summary")!.Value.Trim());
    }
}
