namespace TrainingVoucher.Contracts;

/// <summary>Asks what is known of the vouchers of a roster, whoever handed it in, and wherever.</summary>
/// <param name="Rows">The rows, 1 to 2,000; a longer roster takes several calls.</param>
public sealed record CheckRosterRequest(IReadOnlyList<RosterCheckRow> Rows);

/// <summary>One row of a roster that is checked.</summary>
public sealed record RosterCheckRow
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>The document of the trainee, to learn whether the voucher is his; left out when that is not asked.</summary>
    public IdentityDocument? Document { get; init; }
}

/// <summary>What is known of each row, in the order of the rows.</summary>
/// <param name="Rows">As many as were asked for.</param>
public sealed record CheckRosterAnswer(IReadOnlyList<CheckedRosterRow> Rows);

/// <summary>What is known of one row of a roster.</summary>
public sealed record CheckedRosterRow
{
    /// <summary>The code as it was sent.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// Why nothing is known: the error code of a text that is no voucher code, <c>unknown_code</c>, <c>duplicate</c> for a code that stands in
    /// the roster already, or <c>document_invalid</c>. <see langword="null"/> when the rest is filled in.
    /// </summary>
    public string? Refusal { get; init; }

    /// <summary>Where the voucher stands.</summary>
    public VoucherState? State { get; init; }

    /// <summary>Whether the voucher is that of the trainee; <see langword="null"/> when no document was sent.</summary>
    public bool? IsHolder { get; init; }

    /// <summary>The scheme it is of, <c>sch_…</c>.</summary>
    public string? SchemeId { get; init; }

    /// <summary>The batch it is of, <c>bat_…</c>.</summary>
    public string? BatchId { get; init; }

    /// <summary>The institution that redeemed it, <c>ins_…</c>.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The project it was redeemed for.</summary>
    public string? Project { get; init; }

    /// <summary>The level it was redeemed for, 1 to 5, or 0 when the project has none.</summary>
    public int? Level { get; init; }

    /// <summary>When it was redeemed.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>What its redemption obligated, in fen.</summary>
    public long? Fen { get; init; }

    /// <summary>The application it is part of, <c>app_…</c>.</summary>
    public string? ApplicationId { get; init; }
}

public static partial class Operations
{
    /// <summary>Checks the vouchers of a roster.</summary>
    public static readonly Operation<CheckRosterRequest, CheckRosterAnswer> CheckRoster =
        new("POST", "/v1/rosters/check", Audience.Authority | Audience.RegionalSystem)
        {
            Summary = "Say of each voucher of a roster where it stands and whether it is the trainee's; the look is journalled.",
            IsQuery = true,
            IsBulk = true,
            Scope = Scope.Administer | Scope.Report,
        };
}
