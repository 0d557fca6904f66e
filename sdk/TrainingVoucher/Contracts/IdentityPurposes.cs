using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>The one thing an identity assertion is good for.</summary>
[JsonConverter(typeof(TolerantEnumConverter<IdentityPurpose>))]
public enum IdentityPurpose
{
    /// <summary>A purpose that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Claim from, or accept in, the named batch, or each of several named ones.</summary>
    Claim = 1,

    /// <summary>Redeem the named voucher at the institution.</summary>
    Redeem = 2,

    /// <summary>Return the named voucher.</summary>
    Return = 3,

    /// <summary>Exchange the named voucher for one of the named batch.</summary>
    Exchange = 4,

    /// <summary>Decline the named voucher.</summary>
    Decline = 5,

    /// <summary>Look at one's vouchers: in a channel at all, at an institution at those that can be used there.</summary>
    View = 6,

    /// <summary>Take a place in a class of the institution (报名); the caller names the class.</summary>
    Enrol = 7,

    /// <summary>Apply for what the named voucher entitles to (申领).</summary>
    Apply = 8,

    /// <summary>Sign in to a class of the institution (签到); the caller names the class.</summary>
    SignIn = 9,

    /// <summary>Rate the institution (评价).</summary>
    Rate = 10,
}

/// <summary>How a holder was authenticated.</summary>
[JsonConverter(typeof(TolerantEnumConverter<IdentityMethod>))]
public enum IdentityMethod
{
    /// <summary>A method that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Not at all: the sandbox provider of a development server believes everybody.</summary>
    Sandbox = 1,

    /// <summary>By the face (刷脸).</summary>
    Face = 2,

    /// <summary>By a PIN (密码).</summary>
    Pin = 3,

    /// <summary>By the chip of a card (刷卡).</summary>
    Card = 4,
}

/// <summary>What somebody who acts in the holder's place is to the holder (代办关系).</summary>
[JsonConverter(typeof(TolerantEnumConverter<ProxyRelation>))]
public enum ProxyRelation
{
    /// <summary>A relation that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>The guardian (监护人).</summary>
    Guardian = 1,

    /// <summary>A member of the family (家属).</summary>
    Family = 2,

    /// <summary>An agent, such as the clerk at a counter (代办人).</summary>
    Agent = 3,
}
