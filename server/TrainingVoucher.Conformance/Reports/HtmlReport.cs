using System.Net;
using System.Text;
using TrainingVoucher.Conformance.Cases;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Reports;

/// <summary>A report as one page that needs neither script nor network, in Chinese and English side by side.</summary>
internal static class HtmlReport
{
    private static readonly string Style = ReadStyle();

    public static string Of(Report report)
    {
        var page = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>对接检查报告 · Conformance report</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>对接检查报告 <span lang="en">Conformance report</span></h1>

            """);
        page.Append($"<p>{report.StartedAt:yyyy-MM-dd HH:mm:ss} – {report.EndedAt:HH:mm:ss} UTC · {Text(report.Version)}</p>\n");
        if (report.Problem is { } problem)
        {
            page.Append($"<p class=\"failed\">{Both(problem)}</p>\n");
        }

        page.Append($"<p>{Both(new("程序能做的事", "What the program can do"))}: {Text(report.Can.Count == 0 ? "–" : string.Join(", ", report.Can))}</p>\n");
        page.Append("<ul class=\"sum\">\n");
        foreach (var (verdict, count) in new[] { (Verdict.Passed, report.Passed), (Verdict.Failed, report.Failed), (Verdict.NotApplicable, report.NotApplicable) })
        {
            page.Append($"<li>{Mark(verdict)} {count}</li>\n");
        }

        page.Append("</ul>\n");
        if (report.Failed > 0)
        {
            page.Append($"<nav>\n<h2>{Both(new("未通过的检查项", "Cases that failed"))}</h2>\n<ul>\n");
            page.Append(string.Concat(report.Cases.Where(c => c.Result == Verdict.Failed).Select(c => $"<li><a href=\"#{Text(c.Id)}\"><code>{Text(c.Id)}</code></a> {Both(c.Did)}</li>\n")));
            page.Append("</ul>\n</nav>\n");
        }

        foreach (var subject in report.Cases.GroupBy(c => c.Subject))
        {
            page.Append($"<section>\n<h2>{Both(NameOf(subject.Key))}</h2>\n");
            foreach (var next in subject)
            {
                Append(page, next);
            }

            page.Append("</section>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, CaseReport report)
    {
        page.Append($"<article id=\"{Text(report.Id)}\">\n<h3>{Mark(report.Result)} <code>{Text(report.Id)}</code></h3>\n<p>{Both(report.Did)}</p>\n");
        if (report.Problem is { } problem)
        {
            page.Append($"<p class=\"failed\">{Both(problem)}</p>\n");
        }

        if (report.Checks.Count > 0)
        {
            Table(page, new("预期与所见", "Expected and seen"), [new("", ""), new("预期", "Expected"), new("所见", "Seen")], report.Checks.Select(Row));
        }

        if (report.Requests.Count > 0)
        {
            page.Append($"<details>\n<summary>{Both(new($"请求（{report.Requests.Count}）", $"Requests ({report.Requests.Count})"))}</summary>\n");
            Table(
                page,
                new("程序发出的请求；键、内容和令牌以编号区分", "What the program sent; keys, bodies and tokens are told apart by numbers"),
                [new("毫秒", "ms"), new("请求", "Request"), new("键", "Key"), new("内容", "Body"), new("令牌", "Token"), new("故障", "Fault"), new("答复", "Answer")],
                report.Requests.Select(Row));
            page.Append("</details>\n");
        }

        page.Append("</article>\n");
    }

    private static void Table(StringBuilder page, LocalText caption, IReadOnlyList<LocalText> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append($"<table>\n<caption>{Both(caption)}</caption>\n<thead><tr>");
        foreach (var head in heads)
        {
            page.Append(head.Zh.Length == 0 ? $"<th scope=\"col\"><span class=\"unseen\">{Both(new("结果", "Result"))}</span></th>" : $"<th scope=\"col\">{Both(head)}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            page.Append($"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static IReadOnlyList<string> Row(Check check) => [Mark(check.IsMet ? Verdict.Passed : Verdict.Failed), Both(check.Expected), $"<code>{Text(check.Seen)}</code>"];

    private static IReadOnlyList<string> Row(SeenRequest r) =>
    [
        $"{r.At}",
        $"<code>{Text(r.Method)} {Text(r.Path)}{(r.After is { } after ? $"?after={after}" : "")}</code>",
        $"{r.Key}", $"{r.Body}", $"{r.Token}", Text(r.Fault ?? ""), Text($"{r.Status?.ToString() ?? "–"} {r.Code}".TrimEnd()),
    ];

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Passed => $"<span class=\"mark passed\">{Both(new("通过", "passed"))}</span>",
        Verdict.Failed => $"<span class=\"mark failed\">{Both(new("未通过", "failed"))}</span>",
        _ => $"<span class=\"mark\">{Both(new("不适用", "not applicable"))}</span>",
    };

    private static LocalText NameOf(Subject subject) => subject switch
    {
        Subject.Clock => new("时钟偏差", "Clock skew"),
        Subject.Retries => new("重试", "Retries"),
        Subject.Duplicates => new("重复", "Duplicates"),
        Subject.Refusals => new("拒绝", "Refusals"),
        Subject.UnknownValues => new("未知的值", "Unknown values"),
        Subject.Rotation => new("令牌与密钥轮换", "Tokens and rotation of keys"),
        Subject.Feed => new("变更推送", "Feed"),
        Subject.Webhooks => new("网络回调", "Webhooks"),
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };

    private static string Both(LocalText text) => $"{Text(text.Zh)} <span lang=\"en\">{Text(text.En)}</span>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
