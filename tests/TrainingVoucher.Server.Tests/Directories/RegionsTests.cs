using TrainingVoucher.Server.Directories;

namespace TrainingVoucher.Server.Tests.Directories;

public sealed class RegionsTests
{
    [Theory]
    [InlineData("000000", 0)]
    [InlineData("330100", 330100)]
    [InlineData("330106", 330106)]
    [InlineData("660000", 660000)]
    [InlineData("330199", -1)]
    [InlineData("33010", -1)]
    [InlineData("3301000", -1)]
    [InlineData("33010 ", -1)]
    [InlineData("+33010", -1)]
    [InlineData("３３０１００", -1)]
    [InlineData("", -1)]
    [InlineData(null, -1)]
    public void Read_Text_IsACodeThatExists(string? text, int expected) => Assert.Equal(expected, Regions.Read(text));

    [Fact]
    public void Show_EveryCode_ReadsBack() => Assert.All(Regions.Codes, code => Assert.Equal(code, Regions.Read(Regions.Show(code))));

    [Theory]
    [InlineData(0, 0, 999999)]
    [InlineData(330000, 330000, 339999)]
    [InlineData(330100, 330100, 330199)]
    [InlineData(330106, 330106, 330106)]
    public void Subtree_IsARangeOfCodes(int region, int from, int to) => Assert.Equal((from, to), Regions.Subtree(region));

    [Fact]
    public void Subtree_OfEveryRegion_HoldsExactlyItsDescendants()
    {
        var children = Regions.Codes.Where(code => code != 0).ToLookup(Regions.ParentOf);
        foreach (var region in Regions.Codes.Where(code => code % 100 == 0))
        {
            var expected = new SortedSet<int>();
            Collect(region, children, expected);
            Assert.Equal(expected, new SortedSet<int>(Regions.Codes.Where(code => Regions.Covers(region, code))));
        }
    }

    [Fact]
    public void Covering_EveryRegion_IsItsLineOfParents()
    {
        foreach (var code in Regions.Codes)
        {
            var line = new List<int> { code };
            while (line[0] != 0)
            {
                line.Insert(0, Regions.ParentOf(line[0]));
            }

            Assert.Equal(line, Regions.Covering(code).Where(Regions.Exists));
        }
    }

    [Fact]
    public void NameOf_Hangzhou_IsItsName()
    {
        Assert.Equal("杭州市", Regions.NameOf(330100));
        Assert.Equal(3353, Regions.Codes.Count());
    }

    private static void Collect(int region, ILookup<int, int> children, SortedSet<int> into)
    {
        into.Add(region);
        foreach (var child in children[region])
        {
            Collect(child, children, into);
        }
    }
}
