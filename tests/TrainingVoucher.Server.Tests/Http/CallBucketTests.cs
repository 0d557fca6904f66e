using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

public sealed class CallBucketTests
{
    private const long Interval = 10;
    private const long Size = 3;

    [Fact]
    public void Take_FromAFullBucket_GivesItsSizeAndNoMore()
    {
        var bucket = new CallBucket();

        Assert.Equal([2, 1, 0, -1, -1], Enumerable.Range(0, 5).Select(_ => bucket.Take(now: 1_000, Interval, Size, out var _)));
    }

    [Fact]
    public void Take_FromAnEmptyBucket_SaysWhenThereIsOne()
    {
        var bucket = Emptied(at: 1_000);

        Assert.Equal(-1, bucket.Take(1_004, Interval, Size, out var wait));
        Assert.Equal(6, wait);
        Assert.Equal(-1, bucket.Take(1_009, Interval, Size, out _));
        Assert.Equal(0, bucket.Take(1_010, Interval, Size, out wait));
        Assert.Equal(0, wait);
    }

    [Fact]
    public void Take_AfterALongPause_FindsNoMoreThanAFullBucket()
    {
        var bucket = Emptied(at: 1_000);

        Assert.Equal([2, 1, 0, -1], Enumerable.Range(0, 4).Select(_ => bucket.Take(1_000_000, Interval, Size, out var _)));
    }

    [Fact]
    public void Take_ByManyAtOnce_GivesEachTokenOnce()
    {
        var bucket = new CallBucket();
        var given = 0;

        Parallel.For(0, 64, _ =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                if (bucket.Take(now: 0, Interval, size: 20_000, out var _) >= 0)
                {
                    Interlocked.Increment(ref given);
                }
            }
        });

        Assert.Equal(20_000, given);
    }

    private static CallBucket Emptied(long at)
    {
        var bucket = new CallBucket();
        while (bucket.Take(at, Interval, Size, out _) > 0)
        {
        }

        return bucket;
    }
}
