using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Contracts;

/// <summary>Generated readers forget the defaults of init-only properties; those with a default are settable for that reason.</summary>
public sealed class ContractDefaultsTests
{
    [Fact]
    public void SchemeDefinition_FieldsLeftOut_TakeTheirDefaults()
    {
        const string json = """{"name":{"zh":"券","en":"Voucher"},"valueMode":"entitlement","validity":{"daysFromClaim":30}}""";

        var definition = JsonSerializer.Deserialize(json, ContractsJson.Default.SchemeDefinition)!;

        Assert.Equal(1, definition.LimitPerPerson);
        Assert.Equal(LimitCounting.Ever, definition.LimitCounting);
        Assert.Equal(1, definition.GroupLimit);
        Assert.Equal(24, definition.ReversalHours);
        Assert.Equal(7, definition.ReversalRestoresDays);
        Assert.Equal(90, definition.LapseDays);
        Assert.Equal(TrainingForm.Both, definition.Form);
        Assert.Empty(definition.Eligibility);
        Assert.Empty(definition.Content.Levels);
        Assert.Equal(1, definition.Institutions.MinCreditGrade);
    }

    [Fact]
    public void OtherContracts_FieldsLeftOut_TakeTheirDefaults()
    {
        Assert.Empty(Read<ClaimRequest>("""{"batchId":"b","assertion":"a"}""").Pledges);
        Assert.Empty(Read<ExchangeRequest>("""{"code":"c","batchId":"b","assertion":"a"}""").Pledges);
        Assert.Equal(Benefit.Training, Read<SubmitApplicationRequest>("""{"rows":[]}""").Benefit);
        Assert.Equal("#1a6fb4", Read<DisplayTemplate>("""{"title":{"zh":"a","en":"b"}}""").Colour);
        Assert.Empty(Read<EligibilityCondition>("""{"id":"i"}""").Categories);
        Assert.Empty(Read<Problem>("""{"type":"t","title":"t","status":400,"code":"c"}""").Errors);
    }

    /// <summary>The general rule behind the cases above.</summary>
    [Theory]
    [MemberData(nameof(ContractTypes.All), MemberType = typeof(ContractTypes))]
    public void OptionalProperty_WithDefault_IsSettable(Type type)
    {
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { } set && IsInitOnly(set) && !IsRequired(p)))
        {
            var made = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            var blank = property.GetValue(made);
            if (type.GetConstructor(Type.EmptyTypes) is { } constructor)
            {
                Assert.Equal(blank, property.GetValue(constructor.Invoke(null)));
            }
        }
    }

    private static bool IsInitOnly(System.Reflection.MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static bool IsRequired(System.Reflection.PropertyInfo property) =>
        property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false);

    private static T Read<T>(string json) => (T)JsonSerializer.Deserialize(json, typeof(T), ContractsJson.Default)!;
}
