using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = builder.Configuration.GetSection("Platform").Get<PlatformSettings>() ?? new();
if (settings.Check().ToList() is { Count: > 0 } wrong)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong));
    return 2;
}

var keys = Directory.CreateDirectory(Path.Combine(settings.DataDirectory, "keys"));
if (!OperatingSystem.IsWindows())
{
    File.SetUnixFileMode(settings.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}

builder.Services.AddTrainingVoucher(settings.Configure);
builder.Services.AddDataProtection().PersistKeysToFileSystem(keys);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Book>();
builder.Services.AddSingleton<Errands>();
builder.Services.AddSingleton<Identity>();
builder.Services.AddSingleton<Acts>();
builder.Services.AddSingleton<Webhooks>();
builder.Services.AddSingleton<Deductions>();
builder.Services.AddHostedService(services => services.GetRequiredService<Deductions>());
builder.Services.AddRazorComponents();
builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "platform-form");

var app = builder.Build();

// What cannot be used is told now, not to the first visitor: options, secrets, a book that another program holds.
_ = app.Services.GetRequiredService<TrainingVoucherClient>();
var webhooks = app.Services.GetRequiredService<Webhooks>();

app.Use(Page.WithHeadersAsync);
app.UseStatusCodePages(status => Page.OfStatusAsync(status.HttpContext));
app.UseAntiforgery();

Page.MapStyles(app);
app.MapPost("/webhooks", (Delegate)webhooks.ReceiveAsync);
var pages = app.MapGroup("/").AddEndpointFilter(Page.WithRefusalsAsync).AddEndpointFilter(Acts.WithBookAsync);

pages.MapGet("/", (Acts acts, HttpContext context) => acts.Courses(context));
pages.MapGet("/learning", (Acts acts, HttpContext context) => acts.Learning(context));
pages.MapPost("/sign-out", (HttpContext context, IFormCollection _) => Acts.SignOut(context));

// Everything else begins with who it is: say what for, be authenticated, come back.
pages.MapPost("/enrol", (Acts acts, HttpContext context, [FromForm] string? course) => acts.EnterAsync(context, IdentityPurpose.Enrol, course));
pages.MapPost("/sign-in", (Acts acts, HttpContext context, [FromForm] string? course) => acts.EnterAsync(context, IdentityPurpose.SignIn, course));
pages.MapPost("/vouchers", (Acts acts, HttpContext context, [FromForm] string? enrolment) => acts.LookAsync(context, enrolment));
pages.MapPost("/deduct", (Acts acts, HttpContext context, [FromForm] string? chosen) => acts.ChooseAsync(context, chosen));
pages.MapGet("/identified", (Acts acts, HttpContext context, string? session) => acts.GoOnAsync(context, session));

await app.RunAsync();
return 0;
