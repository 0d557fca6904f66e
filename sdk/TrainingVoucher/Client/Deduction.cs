using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>
/// A voucher to be deducted online (线上扣减), from a holder who is not at the counter and shows no code: the training it is for, and what only
/// the caller can do with the holder, as two functions.
/// </summary>
public sealed record Deduction
{
    /// <summary>The training project the voucher is used for.</summary>
    public required string Project { get; init; }

    /// <summary>The skill level, 1 to 5; 0 when the project has none.</summary>
    public int Level { get; init; }

    /// <summary>Whether the training is online. The default value is <see langword="true"/>.</summary>
    public bool Online { get; init; } = true;

    /// <summary>The last day of the class.</summary>
    public required DateOnly ClassEndsOn { get; init; }

    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>What somebody is to the holder who acts in the holder's place; <see langword="null"/> when the holder acts.</summary>
    public ProxyRelation? Proxy { get; init; }

    /// <summary>Where the holder's browser is sent back to; one of <see cref="ReturnUrls"/>.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>
    /// Brings the holder to where he is authenticated in a session, its <see cref="IdentitySession.Url"/>, and may return before he is: it is asked every two seconds until he is, or
    /// the session is over. It is called twice: before the holder's vouchers are looked at, and before the chosen one is redeemed.
    /// </summary>
    public required Func<IdentitySession, CancellationToken, Task> Authenticate { get; init; }

    /// <summary>Chooses among the vouchers that are good for the training, or none. When left out, the one that ends first.</summary>
    public Func<IReadOnlyList<UsableVoucher>, CancellationToken, Task<UsableVoucher?>>? Choose { get; init; }
}

/// <summary>The steps of a deduction.</summary>
internal static class Deducting
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(2);

    public static async Task<Redemption?> RunAsync(ApiCall call, Deduction deduction, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(deduction);
        var viewing = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View, InstitutionId = deduction.InstitutionId, Proxy = deduction.Proxy, ReturnUrl = deduction.ReturnUrl };
        var seen = await AuthenticateAsync(call, deduction, viewing, ct).ConfigureAwait(false);
        var request = new ListUsableVouchersRequest(seen) { InstitutionId = deduction.InstitutionId };
        var usable = await call.SendAsync(Operations.ListUsableVouchers, request, options: null, ct).ConfigureAwait(false);
        if (await ChooseAsync(deduction, usable.Items, ct).ConfigureAwait(false) is not { } chosen)
        {
            return null;
        }

        var redeeming = viewing with { Purpose = IdentityPurpose.Redeem, Code = chosen.Code };
        var proof = await AuthenticateAsync(call, deduction, redeeming, ct).ConfigureAwait(false);
        return await call.SendAsync(Operations.RedeemVoucher, Redeeming(deduction, chosen, proof), options: null, ct).ConfigureAwait(false);
    }

    private static Task<UsableVoucher?> ChooseAsync(Deduction deduction, IReadOnlyList<UsableVoucher> usable, CancellationToken ct)
    {
        IReadOnlyList<UsableVoucher> fitting = [.. usable.Where(voucher => voucher.IsFor(deduction.Project, deduction.Level, deduction.Online))];
        return fitting is [var first, ..]
            ? deduction.Choose?.Invoke(fitting, ct) ?? Task.FromResult<UsableVoucher?>(first)
            : Task.FromResult<UsableVoucher?>(null);
    }

    /// <summary>Opens a session, sends the holder there, and takes the assertion when he was authenticated.</summary>
    private static async Task<string> AuthenticateAsync(ApiCall call, Deduction deduction, CreateIdentitySessionRequest request, CancellationToken ct)
    {
        var session = await call.SendAsync(Operations.CreateIdentitySession, request, options: null, ct).ConfigureAwait(false);
        await deduction.Authenticate(session, ct).ConfigureAwait(false);
        while (true)
        {
            try
            {
                return (await call.SendAsync(Operations.TakeIdentityAssertion, session.Id, options: null, ct).ConfigureAwait(false)).Assertion;
            }
            catch (TrainingVoucherException e) when (e.Is(ErrorCodes.SessionPending))
            {
                await Task.Delay(BetweenQuestions, call.Connection.Time, ct).ConfigureAwait(false);
            }
        }
    }

    private static RedeemRequest Redeeming(Deduction deduction, UsableVoucher chosen, string proof) => new()
    {
        Scan = chosen.Code,
        InstitutionId = deduction.InstitutionId,
        Assertion = proof,
        Project = deduction.Project,
        Level = deduction.Level,
        Online = deduction.Online,
        ClassEndsOn = deduction.ClassEndsOn,
    };
}
