using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Feed;

/// <summary>Of what kind whoever has a feed is; the numbers are in the table <c>feed_page</c>.</summary>
internal enum AudienceKind
{
    Region = 1,
    Channel = 2,
    Institution = 4,
    CoursePlatform = 8,
}

/// <summary>Whose feed it is: a region, which hears of everything in it, a channel, an institution, or a course platform, which hears of what it redeemed.</summary>
internal readonly record struct FeedAudience(AudienceKind Kind, long Id)
{
    /// <summary>The feed of a caller; that of an authority and of its systems is the feed of its region.</summary>
    public static FeedAudience Of(Caller caller) => caller.Role switch
    {
        Audience.Authority or Audience.RegionalSystem => new(AudienceKind.Region, caller.Region),
        Audience.Channel => new(AudienceKind.Channel, caller.OwnerId),
        Audience.Institution => new(AudienceKind.Institution, caller.OwnerId),
        Audience.CoursePlatform => new(AudienceKind.CoursePlatform, caller.OwnerId),
        _ => throw new InvalidOperationException($"A caller as {caller.Role} has no feed."),
    };

    /// <summary>Who hears of a fact, each once.</summary>
    /// <param name="concern">Whom the fact concerns.</param>
    /// <param name="channelsOf">The channels through which a batch is claimed, by the id of the batch.</param>
    public static IEnumerable<FeedAudience> Of(Concern? concern, Func<long, IEnumerable<long>> channelsOf)
    {
        if (concern is null)
        {
            return [];
        }

        var channels = concern.Channel is { } channel ? [channel] : concern.Batch is { } batch ? channelsOf(batch) : [];
        return Regions.Covering(concern.Region).Select(region => new FeedAudience(AudienceKind.Region, region))
            .Concat(channels.Select(id => new FeedAudience(AudienceKind.Channel, id)))
            .Concat(concern.Institution is { } institution ? [new FeedAudience(AudienceKind.Institution, institution)] : [])
            .Concat(concern.Platform is { } platform ? [new FeedAudience(AudienceKind.CoursePlatform, platform)] : []);
    }
}
