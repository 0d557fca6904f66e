using System.Security.Cryptography;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Signing;

public sealed class VoucherCodesTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void BucketOf_IdsOfEveryBucket_IsThatBucket()
    {
        using var random = RandomNumberGenerator.Create();
        var codes = new VoucherCodes(Key, random);
        for (var bucket = 0; bucket < 256; bucket++)
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(bucket, codes.BucketOf(codes.New((byte)bucket)));
            }
        }
    }

    [Fact]
    public void New_OneBucket_LeadingByteLooksRandom()
    {
        using var random = RandomNumberGenerator.Create();
        var codes = new VoucherCodes(Key, random);
        var leading = Enumerable.Range(0, 4096).Select(_ => codes.New(7).ToBytes()[0]).ToHashSet();
        Assert.InRange(leading.Count, 240, 256);
    }

    [Fact]
    public void New_ManyIds_AreDifferentAndNeverExchangeable()
    {
        using var random = RandomNumberGenerator.Create();
        var codes = new VoucherCodes(Key, random);
        var ids = Enumerable.Range(0, 20_000).Select(i => codes.New((byte)i)).ToHashSet();
        Assert.Equal(20_000, ids.Count);
        Assert.DoesNotContain(ids, id => new VoucherCode(id).HasExchangeableGroups());
    }

    [Fact]
    public void BucketOf_OtherMaskKey_IsAnotherMapping()
    {
        using var random = RandomNumberGenerator.Create();
        var codes = new VoucherCodes(Key, random);
        var other = new VoucherCodes([.. Key.Reverse()], random);
        var same = Enumerable.Range(0, 1000).Count(_ => other.BucketOf(codes.New(42)) == 42);
        Assert.InRange(same, 0, 30);
    }
}
