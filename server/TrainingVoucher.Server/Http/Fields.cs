using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>Collects every field of a request that is wrong, so that all are named at once.</summary>
internal sealed class Fields
{
    public const int LongestReason = 500;

    private readonly List<FieldError> errors = [];

    public Refusal? Refusal => errors.Count == 0 ? null : new Refusal(ErrorCodes.InvalidRequest, errors);

    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>Checks a stated reason.</summary>
    public static Fields Of(Reason reason) => new Fields().Text(reason.Text, "text", LongestReason);

    public Fields Must(bool holds, string field, string reason, string message)
    {
        if (!holds)
        {
            errors.Add(new FieldError(field, reason, message));
        }

        return this;
    }

    /// <summary>Takes over what else is wrong with the request.</summary>
    public Fields And(Fields? others)
    {
        errors.AddRange(others?.Errors ?? []);
        return this;
    }

    /// <summary>Takes over what is wrong with a part of the request, under its name.</summary>
    public Fields Part(Fields part, string name)
    {
        errors.AddRange(part.Errors.Select(e => e with { Field = $"{name}.{e.Field}" }));
        return this;
    }

    public Fields Range(long? value, string field, long from, long to) =>
        Must(value is null || (value >= from && value <= to), field, "out_of_range", $"Must be {from} to {to}.");

    /// <summary>A text that people read: not blank, no control characters, and no number of an ID card, because texts are kept and passed on.</summary>
    public Fields Text(string? value, string field, int longest, bool optional = false)
    {
        if (value is null && optional)
        {
            return this;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            return Must(false, field, "required", "Must not be empty.");
        }

        Must(value.Length <= longest, field, "too_long", $"Must have at most {longest} characters.");
        Must(!value.Any(char.IsControl), field, "invalid", "Must not contain control characters.");
        return Must(!IdNumbers.StandIn(value), field, "personal_data", "Must not contain the number of an ID card.");
    }

    /// <summary>An id that is kept as it was sent; whether there is such a thing is not asked.</summary>
    public Fields Id(string? value, string prefix, string field) =>
        Must(value is null || Ids.Read(prefix, value) != 0, field, "invalid", $"Must be an id of the form {prefix}_….");

    /// <summary>The name of the device that something is done on, for the record.</summary>
    public Fields Device(string? value) => Text(value, "device", 64, optional: true);

    public Fields Text(LocalText? value, string field, int longest, bool optional = false)
    {
        if (value is null)
        {
            return Must(optional, field, "required", "Must be given in both languages.");
        }

        return Text(value.Zh, field + ".zh", longest).Text(value.En, field + ".en", longest);
    }

    public Fields Count<T>(IReadOnlyCollection<T> items, string field, int from, int to) =>
        Must(items.Count >= from && items.Count <= to, field, "out_of_range", $"Must have {from} to {to} items.");

    /// <summary>A value of the list; <c>Unknown</c> is what an older program writes for something newer.</summary>
    public Fields Known<T>(T value, string field)
        where T : struct, Enum =>
        Must(Enum.IsDefined(value) && value.ToString() != "Unknown", field, "invalid", "Must be one of the listed values.");

    public Fields Region(string? value, string field) =>
        Must(value is { Length: 6 } && value.All(char.IsAsciiDigit), field, "invalid", "Must be a six-digit region code.");
}
