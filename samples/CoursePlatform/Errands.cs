using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>What a learner is being authenticated for. From its key come those of all calls on the way, so that a reload repeats them and nothing is done twice.</summary>
internal sealed record Errand(IdentityPurpose Purpose, string Course, string Key)
{
    /// <summary>The enrolment that is to be paid for.</summary>
    public string? Enrolment { get; init; }

    /// <summary>The voucher that is to be deducted.</summary>
    public string? Code { get; init; }

    /// <summary>The identity session, while the learner is being authenticated.</summary>
    public string? SessionId { get; init; }

    public static Errand New(IdentityPurpose purpose, string course) => new(purpose, course, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}

/// <summary>
/// Cookies and fields that the browser can neither read nor change: who signed in, what a learner is being authenticated for, which voucher a button
/// stands for. So this platform keeps no sessions.
/// </summary>
internal sealed class Errands(IDataProtectionProvider protection)
{
    private const string ErrandCookie = "errand";
    private const string LearnerCookie = "learner";
    private static readonly TimeSpan ErrandLifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SignedInFor = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector errands = protection.CreateProtector("CoursePlatform.Errand").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector learners = protection.CreateProtector("CoursePlatform.Learner").ToTimeLimitedDataProtector();
    private readonly IDataProtector assertions = protection.CreateProtector("CoursePlatform.Assertion");

    public string Seal(Errand errand) => errands.Protect(JsonSerializer.Serialize(errand), ErrandLifetime);

    /// <summary>The errand; nothing when it is too old, or not one of ours.</summary>
    public Errand? Open(string? text) => Unprotect(errands, text) is { } json ? JsonSerializer.Deserialize<Errand>(json) : null;

    /// <summary>Lets the browser carry the errand to where the learner is authenticated and back.</summary>
    public void Send(HttpContext context, Errand errand) => Keep(context, ErrandCookie, Seal(errand), ErrandLifetime);

    /// <summary>The errand of the browser that comes back with a session: of the browser for which that was opened, and of no other.</summary>
    public Errand? Returned(HttpContext context, string session) => Open(context.Request.Cookies[ErrandCookie]) is { } errand && errand.SessionId == session ? errand : null;

    public void SignIn(HttpContext context, string holder) => Keep(context, LearnerCookie, learners.Protect(holder, SignedInFor), SignedInFor);

    public static void SignOut(HttpContext context)
    {
        context.Response.Cookies.Delete(LearnerCookie);
        context.Response.Cookies.Delete(ErrandCookie);
    }

    /// <summary>The learner who signed in with this browser; nothing when nobody did, or too long ago.</summary>
    public string? Learner(HttpContext context) => Unprotect(learners, context.Request.Cookies[LearnerCookie]);

    public string SealAssertion(string assertion) => assertions.Protect(assertion);

    public string OpenAssertion(string text) => assertions.Unprotect(text);

    private static string? Unprotect(ITimeLimitedDataProtector protector, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Lax, because the browser comes back from another site.
    private static void Keep(HttpContext context, string name, string value, TimeSpan lifetime) => context.Response.Cookies.Append(
        name, value, new CookieOptions { HttpOnly = true, IsEssential = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = lifetime });
}
