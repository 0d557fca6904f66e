using System.Text.Json.Nodes;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>A newer server tells more than the program knows: further fields, and values that did not exist.</summary>
internal static class UnknownValueCases
{
    /// <summary>Fields whose values are one of a list, which may grow.</summary>
    private static readonly HashSet<string> Lists = new(["state", "valueMode", "claimProxy", "type"], StringComparer.Ordinal);

    /// <summary>What a newer server might add to any object.</summary>
    public static Fault Newer { get; } = Faults.Rewriting("newer answer", Extend);

    public static IEnumerable<Case> All() => new[] { Errands.Claim, Errands.Check, Errands.Redeem, Errands.Reverse, Errands.Deduct }.Select(errand => new Case(
        $"{errand}-unknown-values",
        Subject.UnknownValues,
        [errand],
        new($"{Errands.NameOf(errand).Zh}：答复中有新字段、状态是新值", $"To {Errands.NameOf(errand).En}: the answer has new fields, and a state that is new"),
        async stage =>
        {
            var sent = await stage.PrepareAsync(errand, await stage.ConnectAsync(errand));
            stage.Script.On(sent.Path, int.MaxValue, Newer);
            stage.Script.On(Relay.TokenPath, int.MaxValue, Newer);
            stage.ExpectDone(await stage.AskAsync(sent));
            await stage.ExpectOnceAsync(sent);
        }));

    /// <summary>Adds a field to every object, and new values where a list may grow.</summary>
    public static void Extend(JsonObject json)
    {
        foreach (var (name, value) in json.ToList())
        {
            switch (value)
            {
                case JsonObject inner:
                    Extend(inner);
                    break;
                case JsonArray items:
                    items.OfType<JsonObject>().ToList().ForEach(Extend);
                    break;
                case JsonValue when Lists.Contains(name) && value.GetValueKind() == System.Text.Json.JsonValueKind.String:
                    json[name] = "ofTomorrow";
                    break;
            }
        }

        json["ofTomorrow"] = new JsonObject { ["value"] = 1 };
    }
}
