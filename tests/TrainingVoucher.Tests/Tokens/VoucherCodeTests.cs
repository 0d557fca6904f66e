using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class VoucherCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static TheoryData<int> Seeds => new(1, 2, 3, 4, 5);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TryParse_EverySingleSubstitution_IsRefused(int seed)
    {
        var text = Sample(seed);
        foreach (var at in Enumerable.Range(0, text.Length))
        {
            foreach (var symbol in Alphabet.Where(symbol => symbol != text[at]))
            {
                Assert.False(VoucherCode.TryParse(Replace(text, at, symbol), out _), Replace(text, at, symbol));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TryParse_EveryDoubleSubstitution_IsRefused(int seed)
    {
        var text = Sample(seed);
        var checkedTexts = 0;
        for (var a = 1; a < text.Length; a++)
        {
            for (var b = a + 1; b < text.Length; b++)
            {
                checkedTexts += AssertPairRefused(text, a, b);
            }
        }

        Assert.Equal(136 * 31 * 31, checkedTexts);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TryParse_EveryTransposition_IsRefused(int seed)
    {
        for (var sample = 0; sample < 200; sample++)
        {
            var text = Sample((seed * 1000) + sample);
            for (var a = 0; a < text.Length; a++)
            {
                for (var b = a + 1; b < text.Length; b++)
                {
                    var swapped = Replace(Replace(text, a, text[b]), b, text[a]);
                    Assert.Equal(swapped == text, VoucherCode.TryParse(swapped, out _));
                }
            }
        }
    }

    [Fact]
    public void TryParse_GroupsInAnotherOrder_IsRefusedUnlessTheIdIsOneIssuersSkip()
    {
        var random = TestRandom.Create(77);
        int exchangeable = 0, total = 100_000;
        for (var i = 0; i < total; i++)
        {
            var code = new VoucherCode(TestRandom.NextId(random));
            var shown = code.Format();
            var groups = shown.Split('-');
            int[][] orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            var survives = orders
                .Select(order => string.Join('-', order.Select(group => groups[group])))
                .Any(moved => moved != shown && VoucherCode.TryParse(moved, out _));
            Assert.Equal(survives, code.HasExchangeableGroups());
            exchangeable += survives ? 1 : 0;
        }

        Assert.InRange(exchangeable, total / 2000, total / 500);
    }

    [Fact]
    public void TryParse_WhatFormatWrote_GivesTheSameId()
    {
        var random = TestRandom.Create(5);
        for (var i = 0; i < 10_000; i++)
        {
            var id = TestRandom.NextId(random);
            Assert.True(VoucherCode.TryParse(new VoucherCode(id).Format(), out var code));
            Assert.Equal(id, code.Id);
        }
    }

    [Fact]
    public void Format_WorkedExampleOfTheSpecification_IsThatText()
    {
        var id = VoucherId.FromBytes(Convert.FromHexString("0123456789ABCDEFFEC0"));
        Assert.Equal("T04HMA-SW9NF6-YZZPQG", new VoucherCode(id).Format());
    }

    [Fact]
    public void TryParse_AnyCharacterAddedToACode_IsForgivenOnlyIfItIsASeparator()
    {
        var text = Sample(9);
        var forgiven = new HashSet<char>(" \u3000-\u2010\u2011\u2012\u2013\u2014\u2015\uFF0D");
        for (var c = 0; c <= char.MaxValue; c++)
        {
            Assert.Equal(forgiven.Contains((char)c), VoucherCode.TryParse(text.Insert(7, ((char)c).ToString()), out _));
        }
    }

    [Fact]
    public void TryParse_SixtyFiveCharacters_IsRefusedBeforeReading()
    {
        Assert.True(VoucherCode.TryParse(Sample(1).PadRight(64), out _));
        Assert.False(VoucherCode.TryParse(Sample(1).PadRight(65), out _, out var refusal));
        Assert.Equal(CodeRefusal.TooLong, refusal);
    }

    [Theory]
    [InlineData("00000000000000000001")]
    [InlineData("00000000000000000010")]
    public void TryFromBytes_SpareBitSet_IsRefused(string hex)
    {
        Assert.False(VoucherId.TryFromBytes(Convert.FromHexString(hex), out _));
        Assert.Throws<ArgumentException>(() => VoucherId.FromBytes(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Equals_IdsOfTheSameBytes_AreTheSameVoucher()
    {
        var id = TestRandom.NextId(TestRandom.Create(3));
        var same = VoucherId.FromBytes(id.ToBytes());
        Assert.True(id == same && id.Equals((object)same) && id.GetHashCode() == same.GetHashCode());
        Assert.True(id != TestRandom.NextId(TestRandom.Create(4)));
    }

    private static int AssertPairRefused(string text, int a, int b)
    {
        var count = 0;
        Span<char> changed = stackalloc char[18];
        text.CopyTo(changed);
        foreach (var first in Alphabet.Where(symbol => symbol != text[a]))
        {
            changed[a] = first;
            foreach (var second in Alphabet.Where(symbol => symbol != text[b]))
            {
                changed[b] = second;
                Assert.False(VoucherCode.TryParse(changed, out _));
                count++;
            }
        }

        return count;
    }

    private static string Sample(int seed) =>
        new VoucherCode(TestRandom.NextId(TestRandom.Create(seed))).Format().Replace("-", "", StringComparison.Ordinal);

    private static string Replace(string text, int at, char symbol) => text[..at] + symbol + text[(at + 1)..];
}
