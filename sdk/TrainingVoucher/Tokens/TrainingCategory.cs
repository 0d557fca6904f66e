namespace TrainingVoucher.Tokens;

/// <summary>The training category of a token, a number from the code list in <c>docs/format.md</c>.</summary>
/// <param name="Number">0 to 65535. Numbers that the list does not name are valid and shown as unknown.</param>
public readonly record struct TrainingCategory(ushort Number)
{
    private static readonly (string English, string Chinese)[] Names =
    [
        ("General", "通用"),
        ("Pre-employment training", "就业技能培训"),
        ("Upskilling of employees", "岗位技能提升培训"),
        ("Entrepreneurship training", "创业培训"),
        ("Enterprise apprenticeship", "企业新型学徒制培训"),
        ("New occupation training", "新职业培训"),
        ("Work safety training", "安全技能培训"),
        ("Digital skills training", "数字技能培训"),
        ("Induction training", "岗前培训"),
        ("Training for a change of job", "转岗转业培训"),
        ("Project-based training", "项目制培训"),
        ("Advanced training of highly skilled workers", "高技能人才研修"),
        ("Labour brand training", "劳务品牌培训"),
        ("Skills assessment", "职业技能评价"),
    ];

    /// <summary>Whether the published list names this number.</summary>
    public bool IsKnown => Number < Names.Length;

    /// <summary>The English name, or "Unknown" and the number.</summary>
    public string EnglishName => IsKnown ? Names[Number].English : $"Unknown ({Number})";

    /// <summary>The Chinese name, or 未知 and the number.</summary>
    public string ChineseName => IsKnown ? Names[Number].Chinese : $"未知（{Number}）";

    /// <summary>Every number the published list names, in order.</summary>
    public static IEnumerable<TrainingCategory> Known =>
        Enumerable.Range(0, Names.Length).Select(number => new TrainingCategory((ushort)number));

    /// <inheritdoc />
    public override string ToString() => EnglishName;
}
