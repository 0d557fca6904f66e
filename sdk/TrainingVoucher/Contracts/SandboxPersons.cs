namespace TrainingVoucher.Contracts;

/// <summary>A test person of the sandbox.</summary>
/// <param name="Name">The name.</param>
/// <param name="Document">The card: a number with a valid check digit under the code of a whole city, which no issued card has.</param>
public sealed record SandboxPerson(string Name, IdentityDocument Document)
{
    /// <summary>Keeps name and number out of logs that print records.</summary>
    public override string ToString() => nameof(SandboxPerson);
}

/// <summary>
/// The test persons of a sandbox and how they stand to the batches that a partner gets when it joins; every partner finds them alike. Any
/// other made-up number is somebody like <see cref="Unregistered"/>.
/// </summary>
public static class SandboxPersons
{
    /// <summary>Registered as a rural migrant worker, of working age: can claim from the first and the second batch.</summary>
    public static SandboxPerson Eligible { get; } = Of("沙箱甲", "33010019900312001X");

    /// <summary>In no register: can claim from the first batch; the second says <c>not_eligible</c>.</summary>
    public static SandboxPerson Unregistered { get; } = Of("沙箱乙", "330100199003120028");

    /// <summary>Registered as a rural migrant worker, born in 2015: the second batch says <c>not_eligible</c>.</summary>
    public static SandboxPerson TooYoung { get; } = Of("沙箱丙", "330100201506010031");

    /// <summary>Has a voucher assigned in the third batch and can accept or decline it.</summary>
    public static SandboxPerson Listed { get; } = Of("沙箱丁", "330100198809200049");

    /// <summary>Holds a voucher of the first batch, unused.</summary>
    public static SandboxPerson Holder { get; } = Of("沙箱戊", "330100198501050056");

    /// <summary>Holds another one, unused.</summary>
    public static SandboxPerson SecondHolder { get; } = Of("沙箱己", "330100199207080064");

    /// <summary>Holds a third one, redeemed at the first institution: <c>already_redeemed</c> there, <c>wrong_institution</c> elsewhere.</summary>
    public static SandboxPerson Served { get; } = Of("沙箱庚", "33010019951111007X");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SandboxPerson> All { get; } = [Eligible, Unregistered, TooYoung, Listed, Holder, SecondHolder, Served];

    private static SandboxPerson Of(string name, string number) => new(name, new() { Type = DocumentType.ResidentIdCard, Number = number });
}
