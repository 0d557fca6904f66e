using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;

namespace TrainingVoucher.Server.Tests.Identity;

public sealed class DocumentNumbersTests
{
    private const DocumentType Resident = DocumentType.ResidentIdCard;
    private const DocumentType Permit = DocumentType.HongKongMacaoTaiwanResidencePermit;
    private const DocumentType Foreign = DocumentType.ForeignPermanentResidentCard;

    // Published examples (GB 11643-1999, annex; specimen cards of the permit and of the 2023 card) and numbers whose check
    // digits were computed by another program from the formulas of the standard.
    [Theory]
    [InlineData(Resident, "11010519491231002X", "1949-12-31")]
    [InlineData(Resident, "34052419800101001X", "1980-01-01")]
    [InlineData(Resident, "330106198402291231", "1984-02-29")]
    [InlineData(Resident, "330106199001010018", "1990-01-01")]
    [InlineData(Permit, "810000199408230021", "1994-08-23")]
    [InlineData(Permit, "820000199001010010", "1990-01-01")]
    [InlineData(Permit, "830000199201300022", "1992-01-30")]
    [InlineData(Foreign, "911124198108030024", "1981-08-03")]
    [InlineData(Foreign, "91112419900101001X", "1990-01-01")]
    public void Check_LongNumber_GivesItsBirthDate(DocumentType type, string number, string birthDate)
    {
        Assert.Equal(DocumentFault.None, DocumentNumbers.Check(type, number, out var normal));
        Assert.Equal(birthDate, DocumentNumbers.BirthDateOf(normal)?.ToString("O"));
    }

    [Theory]
    [InlineData("CAN110078061209")]
    [InlineData("USA310099123152")]
    [InlineData("DEU330100022901")]
    public void Check_OldForeignCard_IsTakenAndLeavesTheCenturyOpen(string number)
    {
        Assert.Equal(DocumentFault.None, DocumentNumbers.Check(Foreign, number, out var normal));
        Assert.Equal(number, normal);
        Assert.Null(DocumentNumbers.BirthDateOf(normal));
    }

    [Theory]
    [InlineData(Resident, "11010519491231002x")]
    [InlineData(Resident, " 110105 1949 1231 002X ")]
    [InlineData(Resident, "１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData(Resident, "110105　19491231　002ｘ")]
    [InlineData(Resident, "110105\t19491231\u00A0002X")]
    public void Check_OtherSpelling_HasOneNormalForm(DocumentType type, string number)
    {
        Assert.Equal(DocumentFault.None, DocumentNumbers.Check(type, number, out var normal));
        Assert.Equal("11010519491231002X", normal);
    }

    [Fact]
    public void Check_OldForeignCardInLowerCase_HasOneNormalForm()
    {
        Assert.Equal(DocumentFault.None, DocumentNumbers.Check(Foreign, "can 1100 780612 09", out var normal));
        Assert.Equal("CAN110078061209", normal);
    }

    [Theory]
    [InlineData(Resident, "", nameof(DocumentFault.Length))]
    [InlineData(Resident, "11010519491231002", nameof(DocumentFault.Length))]
    [InlineData(Resident, "11010519491231002X0", nameof(DocumentFault.Length))]
    [InlineData(Resident, "110105491231002", nameof(DocumentFault.Length))]
    [InlineData(Resident, "CAN110078061209", nameof(DocumentFault.Length))]
    [InlineData(Resident, "1101051949123100XX", nameof(DocumentFault.Character))]
    [InlineData(Resident, "11010519491231002Y", nameof(DocumentFault.Character))]
    [InlineData(Resident, "11010519491231-02X", nameof(DocumentFault.Character))]
    [InlineData(Resident, "1101051949123100٢X", nameof(DocumentFault.Character))]
    [InlineData(Resident, "000106199001010011", nameof(DocumentFault.Region))]
    [InlineData(Resident, "710000199001010015", nameof(DocumentFault.Region))]
    [InlineData(Resident, "160101199001010012", nameof(DocumentFault.Region))]
    [InlineData(Resident, "810000199408230021", nameof(DocumentFault.Region))]
    [InlineData(Resident, "911124198108030024", nameof(DocumentFault.Region))]
    [InlineData(Resident, "330106198502291239", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "330106200013010010", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "330106199904310011", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "330106189912310012", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "330106210001010012", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "440524188001010014", nameof(DocumentFault.BirthDate))]
    [InlineData(Resident, "110105194912310021", nameof(DocumentFault.CheckDigit))]
    [InlineData(Permit, "840000199001010014", nameof(DocumentFault.Region))]
    [InlineData(Permit, "810001199001010015", nameof(DocumentFault.Region))]
    [InlineData(Permit, "11010519491231002X", nameof(DocumentFault.Region))]
    [InlineData(Permit, "810000199408230022", nameof(DocumentFault.CheckDigit))]
    [InlineData(Foreign, "11010519491231002X", nameof(DocumentFault.Region))]
    [InlineData(Foreign, "919999199001010011", nameof(DocumentFault.Region))]
    [InlineData(Foreign, "971124199001010010", nameof(DocumentFault.Region))]
    [InlineData(Foreign, "911124199002300019", nameof(DocumentFault.BirthDate))]
    [InlineData(Foreign, "911124198108030025", nameof(DocumentFault.CheckDigit))]
    [InlineData(Foreign, "CAN310101022900", nameof(DocumentFault.BirthDate))]
    [InlineData(Foreign, "CAN110078061208", nameof(DocumentFault.CheckDigit))]
    [InlineData(Foreign, "CA1110078061209", nameof(DocumentFault.Character))]
    [InlineData(Foreign, "CANX10078061209", nameof(DocumentFault.Character))]
    [InlineData(Foreign, "CAN990078061209", nameof(DocumentFault.Region))]
    [InlineData(DocumentType.Unknown, "11010519491231002X", nameof(DocumentFault.Length))]
    public void Check_WrongNumber_NamesTheFault(DocumentType type, string number, string fault)
    {
        Assert.Equal(fault, DocumentNumbers.Check(type, number, out var normal).ToString());
        Assert.Equal("", normal);
    }

    [Theory]
    [InlineData(Resident, "11010519491231002X")]
    [InlineData(Resident, "330106199001010018")]
    [InlineData(Permit, "810000199408230021")]
    [InlineData(Foreign, "911124198108030024")]
    [InlineData(Foreign, "CAN110078061209")]
    [InlineData(Foreign, "USA310099123152")]
    public void Check_AnyOneDigitChanged_IsRefused(DocumentType type, string number)
    {
        var tried = 0;
        for (var i = 0; i < number.Length; i++)
        {
            foreach (var digit in "0123456789".Where(digit => char.IsAsciiDigit(number[i]) && digit != number[i]))
            {
                var changed = number[..i] + digit + number[(i + 1)..];
                Assert.NotEqual(DocumentFault.None, DocumentNumbers.Check(type, changed, out _));
                tried++;
            }
        }

        Assert.True(tried >= 9 * 12);
    }

    [Theory]
    [InlineData(Resident, "11010519491231002X")]
    [InlineData(Permit, "810000199408230021")]
    [InlineData(Foreign, "911124198108030024")]
    public void Check_NeighbouringDigitsSwapped_IsRefused(DocumentType type, string number)
    {
        for (var i = 0; i < 16; i++)
        {
            var swapped = $"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}";
            if (swapped != number)
            {
                Assert.NotEqual(DocumentFault.None, DocumentNumbers.Check(type, swapped, out _));
            }
        }
    }

    [Fact]
    public void Check_EndlessInput_IsRefusedByItsLength() =>
        Assert.Equal(DocumentFault.Length, DocumentNumbers.Check(Resident, new string(' ', 1_000_000) + "11010519491231002X", out _));
}
