namespace TrainingVoucher.Contracts;

/// <summary>What was taken from a partner at once. Its vouchers, redemptions and applications stay as they are.</summary>
public sealed record RevokedPartner
{
    /// <summary>The partner: <c>cha_…</c>, <c>ins_…</c>, <c>plf_…</c> or <c>asb_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The systems that were revoked, <c>cli_…</c>; none when there was none left.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }

    /// <summary>The delegations that were cut, given or taken, <c>dlg_…</c>.</summary>
    public required IReadOnlyList<string> DelegationIds { get; init; }
}

public static partial class Operations
{
    /// <summary>Revokes every system of a partner at once.</summary>
    public static readonly Operation<Reason, RevokedPartner> RevokePartner =
        new("POST", "/v1/partners/{id}/revoke", Audience.Authority)
        {
            Summary = "Revoke every system of a channel, institution, course platform or assessment body at once, and cut its delegations.",
            Refusals = [ErrorCodes.NotFound],
        };
}
