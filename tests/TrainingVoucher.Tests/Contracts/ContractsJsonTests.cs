using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Contracts;

public sealed partial class ContractsJsonTests
{
    [Theory]
    [MemberData(nameof(ContractTypes.All), MemberType = typeof(ContractTypes))]
    public void Contract_IsKnownToTheSourceGenerator_WithNamesInCamelCase(Type type)
    {
        var info = ContractsJson.Default.GetTypeInfo(type);

        Assert.NotNull(info);
        Assert.All(info.Properties, p => Assert.Matches("^[a-z][A-Za-z0-9]*$", p.Name));
        Assert.Equal(type.GetProperties().Length, info.Properties.Count);
    }

    [Theory]
    [MemberData(nameof(ContractTypes.Enums), MemberType = typeof(ContractTypes))]
    public void EnumValue_WrittenAndRead_IsTheSame(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var json = JsonSerializer.Serialize(value, type, ContractsJson.Default);

            Assert.Matches("^\"[a-z][A-Za-z0-9]*\"$", json);
            Assert.Equal(value, JsonSerializer.Deserialize(json, type, ContractsJson.Default));
        }
    }

    [Theory]
    [MemberData(nameof(ContractTypes.Enums), MemberType = typeof(ContractTypes))]
    public void EnumValue_OfANewerServer_IsUnknown(Type type) =>
        Assert.Equal("Unknown", JsonSerializer.Deserialize("\"somethingNew\"", type, ContractsJson.Default)!.ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("\"Claimed\"")]
    [InlineData("\"somethingNew\"")]
    public void VoucherState_NotAKnownWord_IsUnknownOrRefused(string json)
    {
        if (json.StartsWith('"'))
        {
            Assert.Equal(VoucherState.Unknown, JsonSerializer.Deserialize(json, ContractsJson.Default.VoucherState));
        }
        else
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ContractsJson.Default.VoucherState));
        }
    }

    [Fact]
    public void Nulls_AreNotWritten()
    {
        Assert.Equal("{}", JsonSerializer.Serialize(new PageQuery(), ContractsJson.Default.PageQuery));
    }

    [Fact]
    public void Operations_AreUniqueByIdAndByRoute()
    {
        Assert.Distinct(Operations.All.Select(o => o.Id), StringComparer.Ordinal);
        Assert.Distinct(Operations.All.Select(o => $"{o.Method} {o.Path}"), StringComparer.Ordinal);
        Assert.All(Operations.All, o => Assert.Matches(PathShape(), o.Path));
    }

    [GeneratedRegex(@"^/v1(/[a-z-]+|/\{id\})+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathShape();
}
