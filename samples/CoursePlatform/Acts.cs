using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>What learners do: look at courses, enrol, sign in, choose a voucher, have it deducted.</summary>
internal sealed class Acts(TrainingVoucherClient vouchers, PlatformSettings settings, Errands errands, Identity identity, Book book, Deductions deductions)
{
    public IResult Courses(HttpContext context) => Page.Of<CoursesPage>(
        context, (nameof(CoursesPage.Courses), settings.Courses), (nameof(CoursesPage.IsSignedIn), errands.Learner(context) is not null));

    /// <summary>The courses of whoever signed in.</summary>
    public IResult Learning(HttpContext context) => errands.Learner(context) is { } holder
        ? Page.Of<LearningPage>(context, (nameof(LearningPage.Enrolments), book.Of(holder)))
        : Results.LocalRedirect("/");

    public static IResult SignOut(HttpContext context)
    {
        Errands.SignOut(context);
        return Results.LocalRedirect("/");
    }

    /// <summary>Turns what could not be written into the book into a page; goes around every endpoint.</summary>
    public static async ValueTask<object?> WithBookAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (IOException)
        {
            return Page.Refused(invocation.HttpContext, Texts.NotKept, Texts.NotKeptNext, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Enrols, or signs in to a course in which one is enrolled: either begins with who it is.</summary>
    public Task<IResult> EnterAsync(HttpContext context, IdentityPurpose purpose, string? course) =>
        course is not null && settings.Courses.ContainsKey(course) ? identity.BeginAsync(context, Errand.New(purpose, course)) : Task.FromResult(Results.NotFound());

    /// <summary>Pays with a voucher: which ones there are is for the holder to let the institution see.</summary>
    public Task<IResult> LookAsync(HttpContext context, string? enrolment)
    {
        var mine = Mine(context, enrolment);
        return mine is { IsOpen: true }
            ? identity.BeginAsync(context, Errand.New(IdentityPurpose.View, mine.Name) with { Enrolment = mine.Id })
            : Task.FromResult(mine is null ? SignedOut(context) : Results.LocalRedirect("/learning"));
    }

    /// <summary>A voucher was chosen; its deduction needs its holder once more.</summary>
    public Task<IResult> ChooseAsync(HttpContext context, string? chosen) =>
        errands.Open(chosen) is { Code: not null } errand && Mine(context, errand.Enrolment) is not null ? identity.BeginAsync(context, errand) : Task.FromResult(Page.FormExpired(context));

    /// <summary>The learner is back from being authenticated.</summary>
    public async Task<IResult> GoOnAsync(HttpContext context, string? session)
    {
        if (session is null || errands.Returned(context, session) is not { } errand || !settings.Courses.TryGetValue(errand.Course, out var course))
        {
            return Page.FormExpired(context);
        }

        var assertion = await identity.TakeAsync(errand, context.RequestAborted);
        return errand.Purpose switch
        {
            IdentityPurpose.View => await ShowUsableAsync(context, errand, course, assertion),
            IdentityPurpose.Redeem => await DeductAsync(context, errand, course, assertion),
            _ => await EnterAsync(context, errand, assertion),
        };
    }

    private static IResult SignedOut(HttpContext context) => Page.Refused(context, Texts.SignedOut, Texts.SignedOutNext);

    private async Task<IResult> EnterAsync(HttpContext context, Errand errand, string assertion)
    {
        var holder = await identity.HolderAsync(errand, assertion, context.RequestAborted);
        if (errand.Purpose == IdentityPurpose.Enrol)
        {
            book.Enrol(errand.Course, holder);
        }
        else if (!book.IsEnrolled(errand.Course, holder))
        {
            return Page.Refused(context, Texts.NotEnrolled, Texts.NotEnrolledNext);
        }

        errands.SignIn(context, holder);
        return Results.LocalRedirect("/learning");
    }

    /// <summary>Those vouchers alone that are good for this course, of nobody but the learner.</summary>
    private async Task<IResult> ShowUsableAsync(HttpContext context, Errand errand, Course course, string assertion)
    {
        if (Mine(context, errand.Enrolment) is not { } mine)
        {
            return SignedOut(context);
        }

        var request = new ListUsableVouchersRequest(assertion) { InstitutionId = course.Institution };
        var usable = await vouchers.CoursePlatform.ListUsableVouchersAsync(request, new() { IdempotencyKey = errand.Key + "-list" }, context.RequestAborted);
        if (usable.HolderReference != errands.Learner(context))
        {
            return Page.Refused(context, Texts.AnotherPerson, Texts.AnotherPersonNext);
        }

        var choices = usable.Items.Where(voucher => voucher.IsFor(course.Project, course.Level, online: true))
            .Select(voucher => new Choice(voucher, errands.Seal(Errand.New(IdentityPurpose.Redeem, errand.Course) with { Enrolment = mine.Id, Code = voucher.Code })));
        return Page.Of<VouchersPage>(context, (nameof(VouchersPage.Course), course), (nameof(VouchersPage.Choices), choices.ToList()));
    }

    private async Task<IResult> DeductAsync(HttpContext context, Errand errand, Course course, string assertion)
    {
        if (Mine(context, errand.Enrolment) is not { } mine)
        {
            return SignedOut(context);
        }

        await deductions.RunAsync(errand.Key, mine.Id, errand.Code!, assertion, course);
        return Results.LocalRedirect("/learning");
    }

    private Shown? Mine(HttpContext context, string? enrolment) => errands.Learner(context) is { } holder ? book.Of(holder).FirstOrDefault(e => e.Id == enrolment) : null;
}

/// <summary>A voucher to choose, and what its button sends.</summary>
public sealed record Choice(UsableVoucher Voucher, string Errand);
