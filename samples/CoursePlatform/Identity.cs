using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>
/// The identity step: a session at the server for one purpose, the learner's authentication at the provider that the server knows, the assertion that
/// proves it. The platform never sees a name or a number: the browser goes to the server's page and comes back with the id of the session.
/// </summary>
internal sealed class Identity(TrainingVoucherClient vouchers, PlatformSettings settings, Errands errands)
{
    /// <summary>Opens the session, and says what for the learner is authenticated before he goes there.</summary>
    public async Task<IResult> BeginAsync(HttpContext context, Errand errand)
    {
        var course = settings.Courses[errand.Course];
        var session = await vouchers.CoursePlatform.CreateIdentitySessionAsync(
            new()
            {
                Purpose = errand.Purpose,
                InstitutionId = course.Institution,
                Reference = errand.Purpose is IdentityPurpose.Enrol or IdentityPurpose.SignIn ? errand.Course : null,
                Code = errand.Code,
                ReturnUrl = settings.ReturnUrl,
            },
            new() { IdempotencyKey = errand.Key + "-open" },
            context.RequestAborted);
        errands.Send(context, errand with { SessionId = session.Id });
        return Page.Of<IdentityPage>(
            context, (nameof(IdentityPage.Purpose), errand.Purpose), (nameof(IdentityPage.Course), course), (nameof(IdentityPage.Code), errand.Code), (nameof(IdentityPage.Url), session.Url));
    }

    /// <summary>Takes the proof; the same key gives it once more when the browser asks again.</summary>
    public async Task<string> TakeAsync(Errand errand, CancellationToken ct) =>
        (await vouchers.CoursePlatform.TakeIdentityAssertionAsync(errand.SessionId!, new() { IdempotencyKey = errand.Key + "-take" }, ct)).Assertion;

    /// <summary>Who was authenticated, to enrol or to sign in.</summary>
    public async Task<string> HolderAsync(Errand errand, string assertion, CancellationToken ct)
    {
        var proof = new UseIdentityAssertionRequest
        {
            Assertion = assertion, Purpose = errand.Purpose, InstitutionId = settings.Courses[errand.Course].Institution, Reference = errand.Course,
        };
        return (await vouchers.CoursePlatform.UseIdentityAssertionAsync(proof, new() { IdempotencyKey = errand.Key + "-use" }, ct)).HolderReference;
    }
}
