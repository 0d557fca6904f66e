namespace TrainingVoucher.Tokens;

/// <summary>What a voucher is worth. The numbers are the two bits of the token and never change.</summary>
public enum ValueMode
{
    /// <summary>A mode that this version of the SDK does not know; in no token.</summary>
    Unknown = -1,

    /// <summary>面值券: a fixed amount, carried in the token.</summary>
    FaceValue = 0,

    /// <summary>抵用券: no amount, proves eligibility.</summary>
    Entitlement = 1,

    /// <summary>The amount is the subsidy standard of the project it is used on, up to a cap the server knows.</summary>
    ProjectStandard = 2,

    /// <summary>签到券: no subsidy, lets its holder sign in to class.</summary>
    Attendance = 3,
}
