using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Tests.Feed;

public class FeedAudienceTests
{
    [Fact]
    public void Of_AVoucher_IsEveryRegionAboveChannelAndInstitution()
    {
        Assert.Equal(
            [new(AudienceKind.Region, 0), new(AudienceKind.Region, 330000), new(AudienceKind.Region, 330100), new(AudienceKind.Region, 330106), new(AudienceKind.Channel, 7), new(AudienceKind.Institution, 8)],
            FeedAudience.Of(new Concern(330106, 7, 8), _ => []));
    }

    [Fact]
    public void Of_WhatAPlatformRedeemed_IsAlsoThePlatform() =>
        Assert.Contains(new FeedAudience(AudienceKind.CoursePlatform, 9), FeedAudience.Of(new Concern(330106, 7, 8, 9), _ => []));

    [Fact]
    public void Of_ABatch_IsAlsoItsChannels()
    {
        Assert.Equal(
            [new(AudienceKind.Region, 0), new(AudienceKind.Channel, 50), new(AudienceKind.Channel, 51)],
            FeedAudience.Of(new Concern(0, Batch: 5), batch => [batch * 10, (batch * 10) + 1]));
    }

    [Fact]
    public void Of_WhatConcernsNobody_IsNobody() => Assert.Empty(FeedAudience.Of(null, _ => [1]));

    [Fact]
    public void ConcernOf_ARow_IsThatOfTheWholeEntry()
    {
        var entry = new JournalEntry
        {
            Event = "voucher.redeemed", Kind = "voucher", Subject = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], At = DateTimeOffset.UnixEpoch, Client = 3, Officer = 4, Request = "r",
            Device = "d", Proxy = "p", OldState = 2, NewState = 3, Fen = 5, Reason = "x", Concern = new(330106, long.MaxValue, 9, 10, 11),
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["a"] = 1 }, Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "c" },
        };
        var bytes = JournalCodec.Encode(entry);

        Assert.Equal(entry.Concern, JournalCodec.ConcernOf(bytes));
        Assert.Equivalent(entry, JournalCodec.Decode(bytes), strict: true);
    }
}
