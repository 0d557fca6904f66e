using System.Globalization;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Writes the attempts that are asked for as a CSV file, a page at a time, however many there are.</summary>
internal sealed class VerificationFile(IStore store, TimeProvider time)
{
    private const int PageRows = 500;

    private static readonly string[] Chinese = ["时间（北京时间）", "操作", "结果", "说明", "唯一码", "出示方式", "设备", "系统", "课程平台", "培训机构", "记录编号"];
    private static readonly string[] English = ["time (+08:00)", "attempt", "outcome", "message", "voucher", "form", "device", "system", "platform", "institution", "id"];

    public async Task<Answer?> SendAsync(HttpContext context, Caller caller)
    {
        var query = RequestReader.Query<VerificationFileQuery>(context.Request);
        if (query.Refusal is { } wrong)
        {
            return Answer.Of<Nothing>(context, wrong);
        }

        var filter = VerificationFilter.Of(query.Value);
        if (filter.Check().Refusal is { } invalid)
        {
            return Answer.Of<Nothing>(context, invalid);
        }

        var search = await store.ReadAsync(session => Verifications.SearchAsync(new CallContext(session, caller, time.GetUtcNow(), id: null), filter), context.RequestAborted);
        if (search.Refusal is { } refusal)
        {
            return Answer.Of<Nothing>(context, refusal);
        }

        await WriteAsync(context, search.Value, query.Value.Language == FileLanguage.En);
        return null;
    }

    private async Task WriteAsync(HttpContext context, VerificationSearch search, bool isEnglish)
    {
        await using var file = await CsvFile.BeginAsync(context, "verifications.csv", isEnglish ? English : Chinese);
        var after = (At: long.MaxValue, Id: long.MaxValue);
        IReadOnlyList<VerificationRow> page;
        do
        {
            page = await store.ReadAsync(session => Verifications.FindAsync(session, search, after, PageRows), context.RequestAborted);
            foreach (var row in page)
            {
                await file.WriteAsync(Columns(Verifications.Show(row), isEnglish));
                after = (row.At.ToUnixTimeMilliseconds(), row.Id);
            }
        }
        while (page.Count == PageRows);
    }

    private static string[] Columns(Verification v, bool isEnglish) =>
    [
        v.At.ToOffset(Storage.Calendar.Shanghai).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Say(v.Kind, isEnglish), v.Outcome, Say(v.Outcome, isEnglish), v.Code ?? "",
        Say(v.Form, isEnglish), v.Device ?? "", v.ClientId, v.PlatformId ?? "", v.InstitutionId, v.Id,
    ];

    private static string Say(VerificationKind kind, bool isEnglish) => kind switch
    {
        VerificationKind.Check => isEnglish ? "check" : "查验",
        VerificationKind.Redeem => isEnglish ? "redeem" : "用券",
        _ => isEnglish ? "reverse" : "撤销用券",
    };

    private static string Say(ScanForm? form, bool isEnglish) => form switch
    {
        ScanForm.Code => isEnglish ? "code" : "唯一码",
        ScanForm.Token => isEnglish ? "token" : "券凭证",
        _ => "",
    };

    private static string Say(string outcome, bool isEnglish) => outcome == Verification.Accepted
        ? isEnglish ? "Accepted." : "通过。"
        : ErrorCodes.Find(outcome) is { } code ? isEnglish ? code.English : code.Chinese : "";
}
