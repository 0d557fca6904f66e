using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingVoucher.Conformance.Cases;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>The driver of the samples passes every case, and nothing that must not be in a report gets into it.</summary>
public sealed class ReferenceDriverTests(ReferenceDriverTests.Runs runs) : IClassFixture<ReferenceDriverTests.Runs>
{
    [Fact]
    public void Reference_InEveryCase_Passes()
    {
        Assert.All(runs.Commands, command => Assert.DoesNotContain("FAIL", command.Told, StringComparison.Ordinal));
        Assert.Equal([0, 0, 0], runs.ExitCodes);
        var passed = runs.Commands.SelectMany(c => c.Report.GetProperty("cases").EnumerateArray()).Where(c => c.GetProperty("result").GetString() == "passed").Select(c => c.GetProperty("id").GetString()!);
        Assert.Equal(CaseList.All.Select(c => c.Id).Order(StringComparer.Ordinal), passed.Order(StringComparer.Ordinal));
        Assert.All(
            runs.Commands.SelectMany(c => c.Report.GetProperty("cases").EnumerateArray()).Where(c => c.GetProperty("subject").GetString() != "webhooks"),
            c => Assert.NotEmpty(c.GetProperty("requests").EnumerateArray()));
    }

    [Fact]
    public void Reports_OfPersonsAndSecrets_SayNothing()
    {
        Assert.All(runs.Commands.SelectMany(c => new[] { c.Json, c.Html, c.Told }), text =>
        {
            // ID numbers, access tokens and assertions, voucher tokens, webhook secrets, private keys, idempotency keys.
            Assert.DoesNotMatch(new Regex("[0-9]{14}|eyJ|whsec_|PRIVATE KEY|Bearer|TV1[0-9A-Z]{10}|(redeem|claim|deduct)-[0-9]+-", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)), text);
        });
    }

    [Fact]
    public void Json_EveryField_IsInTheDocument()
    {
        var document = ConformanceCommand.Document;

        var fields = runs.Commands.SelectMany(c => Fields(c.Report)).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("milliseconds", fields);
        Assert.All(fields, field => Assert.Contains($"`{field}", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_AsItIs_NeedsNothingAndSaysItsLanguages()
    {
        Assert.All(runs.Commands, command =>
        {
            Assert.DoesNotMatch("<script|<link|<img|src=|url\\(|@import|href=\"[^#]", command.Html);
            Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"zh-CN\">", command.Html, StringComparison.Ordinal);
            Assert.Contains("通过 <span lang=\"en\">passed</span>", command.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("未通过", command.Html.Split("</ul>", 2)[1], StringComparison.Ordinal);
        });
    }

    private static IEnumerable<string> Fields(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Fields(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Fields),
        _ => [],
    };

    /// <summary>Every case once, in three commands at a time, as they mostly wait.</summary>
    public sealed class Runs : IAsyncLifetime
    {
        internal ConformanceCommand[] Commands { get; } = [new(), new(), new()];

        internal int[] ExitCodes { get; private set; } = [];

        public async Task InitializeAsync() => ExitCodes = await Task.WhenAll(
            new[] { "claim*,return*,clock*", "redeem*,reverse*,check*", "deduct*,feed*,webhook*" }.Select((cases, i) => Task.Run(() => Commands[i].RunAsync(["--out", Commands[i].Folder, "--cases", cases, "--", .. ConformanceCommand.Reference]))));

        public Task DisposeAsync()
        {
            Array.ForEach(Commands, command => command.Dispose());
            return Task.CompletedTask;
        }
    }
}
