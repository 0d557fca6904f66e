namespace TrainingVoucher.Contracts;

/// <summary>Where the browsers of holders may be sent back to after an identity session of the calling system.</summary>
/// <param name="Urls">Absolute <c>https</c> addresses, 0 to 20, each up to 500 characters without user name and fragment; <c>http</c> on the machine itself. They count letter by letter.</param>
public sealed record ReturnUrls(IReadOnlyList<string> Urls);

public static partial class Operations
{
    /// <summary>Replaces the return addresses of the calling system.</summary>
    public static readonly Operation<ReturnUrls, ReturnUrls> SetReturnUrls =
        new("POST", "/v1/return-urls", Audience.Channel | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Say where holders' browsers may come back to after an identity session of the calling system, in place of what was said before.",
            Scope = Scope.Manage,
        };
}
