using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Where a voucher stands; <c>docs/states.md</c> has the whole table.</summary>
[JsonConverter(typeof(TolerantEnumConverter<VoucherState>))]
public enum VoucherState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Targeted at a person who has not accepted it yet (待领取).</summary>
    Assigned = 1,

    /// <summary>Claimed and unused (已领取).</summary>
    Claimed = 2,

    /// <summary>Used at an institution (已使用).</summary>
    Redeemed = 3,

    /// <summary>On the roster of a subsidy application (已申报).</summary>
    Applied = 4,

    /// <summary>The application line is approved (已审核).</summary>
    Approved = 5,

    /// <summary>Paid (已拨付).</summary>
    Disbursed = 6,

    /// <summary>Spent for good, the code void (已核销).</summary>
    Settled = 7,

    /// <summary>Unused at its last day (已过期).</summary>
    Expired = 8,

    /// <summary>Refused by the person it was assigned to (已拒领).</summary>
    Declined = 9,

    /// <summary>Given back unused, also by an exchange (已退券).</summary>
    Returned = 10,

    /// <summary>Withdrawn by an authority (已作废).</summary>
    Revoked = 11,

    /// <summary>Used, but not completed or not applied for in time (已失效).</summary>
    Lapsed = 12,
}

/// <summary>How the vouchers of a batch reach people.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ReleaseMode>))]
public enum ReleaseMode
{
    /// <summary>A mode that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Anyone eligible, first come first served (通用券).</summary>
    SelfClaimed = 1,

    /// <summary>Assigned to listed persons, who accept (定向券).</summary>
    Targeted = 2,
}

/// <summary>Where a subsidy comes from (资金来源).</summary>
[JsonConverter(typeof(TolerantEnumConverter<FundingSource>))]
public enum FundingSource
{
    /// <summary>A source that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Special account of the vocational-skills campaign (职业技能提升行动专账资金).</summary>
    SkillsCampaign = 1,

    /// <summary>Unemployment insurance fund (失业保险基金).</summary>
    UnemploymentInsurance = 2,

    /// <summary>Employment subsidy funds (就业补助资金).</summary>
    EmploymentSubsidy = 3,

    /// <summary>Other public money (其他财政资金).</summary>
    OtherPublic = 4,
}

/// <summary>Identity documents that a person can be known by.</summary>
[JsonConverter(typeof(TolerantEnumConverter<DocumentType>))]
public enum DocumentType
{
    /// <summary>A document that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Resident ID card, GB 11643 (居民身份证).</summary>
    ResidentIdCard = 1,

    /// <summary>Residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证).</summary>
    HongKongMacaoTaiwanResidencePermit = 2,

    /// <summary>Foreign permanent resident ID card (外国人永久居留身份证).</summary>
    ForeignPermanentResidentCard = 3,
}

/// <summary>What kind of institution gives the training.</summary>
[JsonConverter(typeof(TolerantEnumConverter<InstitutionType>))]
public enum InstitutionType
{
    /// <summary>A type that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Vocational training school (职业培训学校).</summary>
    TrainingSchool = 1,

    /// <summary>College or technical school (院校、技工院校).</summary>
    College = 2,

    /// <summary>Employer that trains its own staff (企业).</summary>
    Employer = 3,

    /// <summary>Online course platform (线上培训平台).</summary>
    OnlinePlatform = 4,
}

/// <summary>What a subsidy is paid for (补贴种类).</summary>
[JsonConverter(typeof(TolerantEnumConverter<Benefit>))]
public enum Benefit
{
    /// <summary>A benefit that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Training subsidy (培训补贴).</summary>
    Training = 1,
}
