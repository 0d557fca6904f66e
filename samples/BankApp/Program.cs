using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = builder.Configuration.GetSection("Bank").Get<BankSettings>() ?? new();

builder.Services.AddTrainingVoucher(settings.Configure);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<Offers>();
builder.Services.AddSingleton<Errands>();
builder.Services.AddSingleton<Acts>();
builder.Services.AddSingleton<Identity>();
builder.Services.AddRazorComponents();
builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "bank-form");
if (settings.FormKeysDirectory is { } keys)
{
    builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(keys));
}
else
{
    builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
}

var app = builder.Build();

// Options that cannot be used are told now, not to the first visitor.
_ = app.Services.GetRequiredService<TrainingVoucherClient>();

app.Use(Page.WithHeadersAsync);
app.UseStatusCodePages(status => Page.OfStatusAsync(status.HttpContext));
app.UseAntiforgery();

Page.MapStyles(app);
var pages = app.MapGroup("/").AddEndpointFilter(Page.WithRefusalsAsync);

// Three ways in: by project, by the wallet, by the link of an activity. Which one it was goes on record with the claim.
pages.MapGet("/", Entrances.ByProjectAsync);
pages.MapGet("/wallet", Entrances.Wallet);
pages.MapGet("/vouchers/{batch}", Entrances.ByLinkAsync);
pages.MapGet("/{activity}", Entrances.ByActivityAsync);

// Everything a holder does: say what for, be authenticated, confirm.
pages.MapPost("/identify", Entrances.BeginAsync);
pages.MapPost("/identified", (Identity identity, HttpContext context, [FromForm] string errand, [FromForm] string name, [FromForm] string number, [FromForm] DocumentType type) =>
    identity.EndAsync(context, errand, name, number, type));
pages.MapPost("/confirm", (Acts acts, Errands errands, HttpContext context, IFormCollection form) =>
    errands.Open(form["errand"]) is { Assertion: not null } errand ? acts.ConfirmAsync(context, errand, [.. form["pledge"].OfType<string>()]) : Task.FromResult(Page.FormExpired(context)));

await app.RunAsync();
