using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>What happened. A newer server may tell of more.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FeedEventType>))]
public enum FeedEventType
{
    /// <summary>Something that this version of the SDK does not know; its number counts like any other.</summary>
    Unknown = 0,

    /// <summary>A targeted voucher was assigned to a person. Every channel of its batch hears of it, and of what follows until one of them has the voucher.</summary>
    VoucherAssigned = 1,

    /// <summary>A voucher was claimed, or an assigned one accepted.</summary>
    VoucherClaimed = 2,

    /// <summary>An assigned voucher was declined.</summary>
    VoucherDeclined = 3,

    /// <summary>An unused voucher was given back.</summary>
    VoucherReturned = 4,

    /// <summary>An unused voucher was given back for another one.</summary>
    VoucherExchanged = 5,

    /// <summary>A voucher went unused.</summary>
    VoucherExpired = 6,

    /// <summary>An authority withdrew a voucher.</summary>
    VoucherRevoked = 7,

    /// <summary>A voucher was suspended by itself.</summary>
    VoucherSuspended = 8,

    /// <summary>A suspended voucher can be used again.</summary>
    VoucherResumed = 9,

    /// <summary>A voucher was used at an institution.</summary>
    VoucherRedeemed = 10,

    /// <summary>The institution took a redemption back.</summary>
    VoucherReversed = 11,

    /// <summary>A redemption was not completed or not applied for in time.</summary>
    VoucherLapsed = 12,

    /// <summary>A voucher is on the roster of an application.</summary>
    VoucherApplied = 13,

    /// <summary>A voucher left its application: rejected, withdrawn or objected to.</summary>
    VoucherTakenOut = 14,

    /// <summary>The line of a voucher was approved.</summary>
    VoucherApproved = 15,

    /// <summary>The money of a voucher was paid.</summary>
    VoucherDisbursed = 16,

    /// <summary>The payment of a voucher came back.</summary>
    VoucherPaymentReturned = 17,

    /// <summary>A voucher is spent for good, its code void.</summary>
    VoucherSettled = 18,

    /// <summary>
    /// An unused voucher expires soon: a week before its last day, or when half of its days are over where it has less than two weeks. It is told once.
    /// </summary>
    VoucherExpiring = 19,

    /// <summary>A batch can be claimed from.</summary>
    BatchReleased = 30,

    /// <summary>A batch was stopped.</summary>
    BatchSuspended = 31,

    /// <summary>A stopped batch goes on.</summary>
    BatchResumed = 32,

    /// <summary>A batch is over.</summary>
    BatchClosed = 33,

    /// <summary>A scheme was defined.</summary>
    SchemeCreated = 40,

    /// <summary>A scheme has a new display template.</summary>
    SchemeShown = 41,

    /// <summary>A scheme was stopped.</summary>
    SchemeSuspended = 42,

    /// <summary>A stopped scheme goes on.</summary>
    SchemeResumed = 43,

    /// <summary>An application came in.</summary>
    ApplicationSubmitted = 50,

    /// <summary>Lines of an application were accepted or rejected.</summary>
    ApplicationReviewed = 51,

    /// <summary>An application was approved.</summary>
    ApplicationApproved = 52,

    /// <summary>Approved lines were taken out after an objection.</summary>
    ApplicationObjectionUpheld = 53,

    /// <summary>Money of an application was paid.</summary>
    ApplicationDisbursed = 54,

    /// <summary>Money of an application came back.</summary>
    ApplicationPaymentReturned = 55,

    /// <summary>Lines of an application were settled.</summary>
    ApplicationSettled = 56,

    /// <summary>An application was withdrawn.</summary>
    ApplicationWithdrawn = 57,

    /// <summary>The voucher of a line was revoked.</summary>
    ApplicationLineRevoked = 58,

    /// <summary>An institution was listed in the directory.</summary>
    InstitutionListed = 60,

    /// <summary>An institution was stopped from redeeming.</summary>
    InstitutionSuspended = 61,

    /// <summary>A stopped institution redeems again.</summary>
    InstitutionResumed = 62,
}

/// <summary>Which part of one's feed to give.</summary>
public sealed record FeedQuery
{
    /// <summary>The number of the last event that was dealt with; 0, the default value, for the beginning.</summary>
    public long? After { get; init; }

    /// <summary>How many events at most, 1 to 1,000. The default value is 200.</summary>
    public int? Limit { get; init; }

    /// <summary>For how many seconds to wait when there is nothing yet, 0 to 30. The default value is 0.</summary>
    public int? Wait { get; init; }
}

/// <summary>A part of a feed.</summary>
public sealed record FeedSlice
{
    /// <summary>The events, in the order of their numbers, without gaps.</summary>
    public required IReadOnlyList<FeedEvent> Items { get; init; }

    /// <summary>The number to go on after: that of the last event, or the one that was asked for when there is nothing new.</summary>
    public required long Next { get; init; }

    /// <summary>The number of the last event there was when this was answered.</summary>
    public required long Last { get; init; }
}

/// <summary>
/// Something that happened and concerns the caller. It says what happened by ids and never holds personal data; exactly one of
/// <see cref="Voucher"/>, <see cref="Batch"/>, <see cref="Scheme"/>, <see cref="Application"/> and <see cref="Institution"/> is there.
/// </summary>
public sealed record FeedEvent
{
    /// <summary>Its number in the feed of the caller, counted from 1.</summary>
    public required long Number { get; init; }

    /// <summary>What happened.</summary>
    public required FeedEventType Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The voucher it happened to.</summary>
    public VoucherEvent? Voucher { get; init; }

    /// <summary>The batch it happened to.</summary>
    public BatchEvent? Batch { get; init; }

    /// <summary>The scheme it happened to.</summary>
    public SchemeEvent? Scheme { get; init; }

    /// <summary>The subsidy application it happened to.</summary>
    public ApplicationEvent? Application { get; init; }

    /// <summary>The institution it happened to.</summary>
    public InstitutionEvent? Institution { get; init; }
}

/// <summary>A voucher as it stood after an event.</summary>
public sealed record VoucherEvent
{
    /// <summary>Its code: a name, never a credential.</summary>
    public required string Code { get; init; }

    /// <summary>The state before; <see langword="null"/> for a new voucher.</summary>
    public VoucherState? Before { get; init; }

    /// <summary>The state after.</summary>
    public required VoucherState State { get; init; }

    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>The scheme.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The region of the scheme.</summary>
    public required string Region { get; init; }

    /// <summary>The channel it was claimed through.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The institution that redeemed it, or took its redemption back.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The amount of the redemption in fen; the face value or cap for a new voucher.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The last day it can be used.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>
    /// In the feed of a channel, its holder, by the text in <see cref="HolderVouchers.HolderReference"/> and <see cref="ProvenHolder.HolderReference"/>. <see langword="null"/> in other feeds.
    /// </summary>
    public string? HolderReference { get; init; }
}

/// <summary>A batch that something happened to.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Region">Its region.</param>
public sealed record BatchEvent(string Id, string Region);

/// <summary>A scheme that something happened to.</summary>
/// <param name="Id">The scheme.</param>
/// <param name="Region">Its region.</param>
public sealed record SchemeEvent(string Id, string Region);

/// <summary>A subsidy application that something happened to.</summary>
public sealed record ApplicationEvent
{
    /// <summary>The application.</summary>
    public required string Id { get; init; }

    /// <summary>The institution that applied.</summary>
    public required string InstitutionId { get; init; }

    /// <summary>The region of the authority that pays.</summary>
    public required string Region { get; init; }

    /// <summary>Where it stands.</summary>
    public required ApplicationState State { get; init; }

    /// <summary>The sum of the lines that moved, in fen.</summary>
    public required long AmountFen { get; init; }
}

/// <summary>An institution that something happened to.</summary>
/// <param name="Id">The institution.</param>
/// <param name="Region">Its region.</param>
public sealed record InstitutionEvent(string Id, string Region);

public static partial class Operations
{
    /// <summary>Gives the next events of the caller's feed.</summary>
    public static readonly Operation<FeedQuery, FeedSlice> GetFeed =
        new("GET", "/v1/feed", Audience.Authority | Audience.Channel | Audience.Institution | Audience.CoursePlatform | Audience.RegionalSystem)
        {
            Summary = "Give what happened and concerns the caller, in a numbering of its own without gaps; waits for it when asked to.",
        };
}
