using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Tests.Client;

/// <summary>The code of the package's readme, compiled and run; <see cref="ReadmeTests"/> holds the two against each other.</summary>
internal static class ReadmeSnippets
{
    public static TrainingVoucherClient Connect(string pem)
    {
        #region connect
        var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = new Uri("https://vouchers.example"),
            Client = new ClientCredentials { ClientId = "cli_…", KeyId = "key_…", PrivateKeyPem = pem },
        });
        #endregion
        return client;
    }

    public static async Task<IdentityAssertion> AuthenticateAsync(TrainingVoucherClient client, Func<string, Task> show)
    {
        #region identity
        var session = await client.Channel.CreateIdentitySessionAsync(new CreateIdentitySessionRequest
        {
            Purpose = IdentityPurpose.Claim,
            BatchId = "bat_…",
            ReturnUrl = "https://bank.example/identity/done",
        });
        await show(session.Url);

        var taken = await client.Channel.TakeIdentityAssertionAsync(session.Id);
        #endregion
        return taken;
    }

    public static async Task ClaimAsync(TrainingVoucherClient client, IdentityAssertion taken)
    {
        #region claim
        await foreach (var batch in client.Channel.ListAllClaimableAsync())
        {
            Console.WriteLine($"{batch.Display.Title.Zh}: {batch.Left} left");
        }

        var voucher = await client.Channel.ClaimAsync(new ClaimRequest { BatchId = "bat_…", Assertion = taken.Assertion });
        Console.WriteLine($"{voucher.Code}, valid to {voucher.LastDay:yyyy-MM-dd}");
        #endregion
    }

    public static async Task RedeemAsync(TrainingVoucherClient client, string scan, string cardNumber)
    {
        #region redeem
        var check = await client.Institution.CheckAsync(new CheckVoucherRequest(scan));
        if (!check.Usable)
        {
            Console.WriteLine($"{check.Message?.Zh} {check.Next?.Zh}");
            return;
        }

        try
        {
            await client.Institution.RedeemAsync(new RedeemRequest
            {
                Scan = scan,
                Document = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = cardNumber },
                Project = "welder",
                Level = 5,
                ClassEndsOn = new DateOnly(2026, 6, 30),
            });
        }
        catch (TrainingVoucherException e) when (e.Is(ErrorCodes.HolderMismatch))
        {
            Console.WriteLine(e.Refusal?.Chinese);
        }
        #endregion
    }

    public static async Task DeductAsync(TrainingVoucherClient client, Func<string, Task> show)
    {
        #region deduct
        var redemption = await client.CoursePlatform.DeductAsync(new Deduction
        {
            InstitutionId = "ins_…",
            Project = "welder",
            Level = 5,
            ClassEndsOn = new DateOnly(2026, 6, 30),
            Authenticate = (session, _) => show(session.Url),
        });
        Console.WriteLine(redemption is null ? "no voucher for this training" : $"{redemption.Voucher.AmountFen} fen");
        #endregion
    }

    public static void CheckOffline(KeySet keySet, string scan, TimeProvider clock)
    {
        #region offline
        var verifier = new VoucherVerifier(keySet);
        var verdict = verifier.Verify(scan, clock.GetUtcNow());
        Console.WriteLine(verdict.IsAccepted ? $"good for {verdict.Claims.ValueFen} fen" : verdict.Refusal.ToCode());
        #endregion
    }

    public static void ReceiveWebhook(string secret, byte[] body, Func<string, string?> headers)
    {
        #region webhook
        var verifier = new WebhookVerifier(TimeProvider.System, WebhookSecret.Parse(secret));
        var webhook = verifier.Verify(body, headers);
        Console.WriteLine(webhook.IsAccepted ? $"take {webhook.Id}, unless it was taken before" : webhook.Refusal.ToCode());
        #endregion
    }
}
