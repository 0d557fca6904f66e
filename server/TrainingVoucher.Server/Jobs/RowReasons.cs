using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Jobs;

/// <summary>What the reasons of rejected rows say to people.</summary>
internal static class RowReasons
{
    private static readonly Dictionary<string, (string Zh, string En)> Sentences = new(StringComparer.Ordinal)
    {
        ["required"] = ("缺少此项。", "Is missing."),
        ["unknown_field"] = ("此行比表头多出一列。", "The row has more columns than the header."),
        ["wrong_type"] = ("此项的格式不对。", "Is not of the right form."),
        ["invalid"] = ("此项的内容不在允许范围内。", "Is not one of the values that are taken."),
        ["out_of_range"] = ("此项超出允许范围。", "Is out of range."),
        ["too_long"] = ("此项过长。", "Is too long."),
        ["duplicate"] = ("此人已在名单中。", "The person is on the list already."),
        ["length"] = ("证件号码的位数不对。", "The number does not have the length of such a number."),
        ["character"] = ("证件号码含有不应有的字符。", "The number contains a character that such a number does not have."),
        ["region"] = ("证件号码开头不是行政区划代码。", "The number does not begin with a region code."),
        ["birth_date"] = ("证件号码中的出生日期不存在。", "The number contains a birth date that does not exist."),
        ["check_digit"] = ("证件号码的校验码不符，请核对是否抄错。", "The check digit does not match; a digit is mistyped."),
    };

    /// <summary>Every reason that has a sentence of its own.</summary>
    public static IEnumerable<string> All => Sentences.Keys;

    public static string Say(string reason, FileLanguage language)
    {
        var (zh, en) = Sentences.TryGetValue(reason, out var own) ? own
            : ErrorCodes.Find(reason) is { } code ? (code.Chinese, code.English)
            : (reason, reason);
        return language == FileLanguage.En ? en : zh;
    }
}
