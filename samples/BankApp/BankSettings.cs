using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>An activity that links on posters, in messages and on other sites lead to.</summary>
internal sealed record Activity(LocalText Title, IReadOnlyList<string> Batches);

/// <summary>The section <c>Bank</c> of the settings.</summary>
internal sealed record BankSettings : SystemSettings
{
    public BankSettings() => PrivateKeyFile = "bankapp.pem";

    public LocalText Name { get; init; } = new("样例银行", "Example Bank");

    /// <summary>Where the keys that seal forms are kept, so that a form survives a restart and several processes understand each other; nowhere when left out.</summary>
    public string? FormKeysDirectory { get; init; }

    /// <summary>Training projects by their ids.</summary>
    public Dictionary<string, LocalText> Projects { get; init; } = [];

    /// <summary>Activities by the last part of their links: lower-case letters, digits and dashes.</summary>
    public Dictionary<string, Activity> Activities { get; init; } = [];

    public override void Configure(TrainingVoucherOptions options)
    {
        base.Configure(options);
        options.MaxRetries = 3;
    }
}
