using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace CoursePlatform;

/// <summary>A course, and the training institution that gives it: the platform acts for that one, and it applies for the money.</summary>
public sealed record Course
{
    public LocalText Title { get; init; } = new("", "");

    public LocalText School { get; init; } = new("", "");

    /// <summary>The id of the institution, which lets this platform act for it.</summary>
    public string Institution { get; init; } = "";

    public string Project { get; init; } = "";

    public int Level { get; init; }

    public DateOnly EndsOn { get; init; }
}

/// <summary>The section <c>Platform</c> of the settings.</summary>
internal sealed record PlatformSettings : SystemSettings
{
    private const int LongestName = 64;
    private const int MostSecrets = 4;

    public PlatformSettings() => PrivateKeyFile = "courseplatform.pem";

    public LocalText Name { get; init; } = new("样例课程平台", "Example Courses");

    /// <summary>Where learners reach this platform.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Where the book is kept, and the keys that seal cookies and forms.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The secret of the webhook endpoint; during a rotation the former one as well.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Courses by the names that the platform has for them.</summary>
    public Dictionary<string, Course> Courses { get; init; } = [];

    /// <summary>Where a browser comes back to from its authentication. The system names it to the server once, letter by letter.</summary>
    public string ReturnUrl => new Uri(PublicAddress!, "/identified").AbsoluteUri;

    public override void Configure(TrainingVoucherOptions options)
    {
        base.Configure(options);
        // What stays open is repeated in the background.
        options.MaxRetries = 1;
        options.RetryDelay = TimeSpan.FromMilliseconds(200);
    }

    /// <summary>What is wrong besides the options of the client.</summary>
    public IEnumerable<string> Check()
    {
        if (PublicAddress is not { IsAbsoluteUri: true })
        {
            yield return "Platform:PublicAddress must be an absolute address.";
        }

        if (WebhookSecrets.Count is 0 or > MostSecrets || !WebhookSecrets.All(secret => WebhookSecret.TryParse(secret, out _)))
        {
            yield return "Platform:WebhookSecrets must have one to four secrets, each whsec_ and base64.";
        }

        foreach (var (name, course) in Courses)
        {
            if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                yield return $"Platform:Courses:{name} must be named by 1 to 64 letters, digits, dots, dashes and underscores.";
            }

            if (course.Institution.Length == 0 || course.Project.Length == 0 || course.EndsOn == default)
            {
                yield return $"Platform:Courses:{name} needs Institution, Project and EndsOn.";
            }
        }
    }
}
