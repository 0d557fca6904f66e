using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class KeyedHashTests
{
    [Theory]
    [InlineData("", "Hi There")]
    [InlineData("Hi ", "There")]
    [InlineData("Hi There", "")]
    public void Write_TestCase1OfRfc4231_WhereverItIsCut_IsItsHash(string head, string tail)
    {
        var hashes = new KeyedHash([.. Enumerable.Repeat((byte)0x0b, 20)]);
        var hash = new byte[KeyedHash.Length];

        hashes.Write(Encoding.ASCII.GetBytes(head), Encoding.ASCII.GetBytes(tail), hash);

        Assert.Equal("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void Write_ByManyAtOnce_IsTheHashOfEach()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var hashes = new KeyedHash(key);

        Parallel.For(0, 20_000, i =>
        {
            Span<byte> hash = stackalloc byte[KeyedHash.Length];
            hashes.Write("head"u8, BitConverter.GetBytes(i), hash);
            Assert.True(hash.SequenceEqual(HMACSHA256.HashData(key, (byte[])[.. "head"u8, .. BitConverter.GetBytes(i)])));
        });
    }

    [Fact]
    public void Write_WithoutRoomForTheHash_FailsAndTheNextIsRight()
    {
        var hashes = new KeyedHash([1]);
        var hash = new byte[KeyedHash.Length];
        hashes.Write("a"u8, [], hash);

        Assert.Throws<ArgumentException>(() => hashes.Write("b"u8, [], new byte[KeyedHash.Length - 1]));
        var again = new byte[KeyedHash.Length];
        hashes.Write("a"u8, [], again);

        Assert.Equal(hash, again);
    }
}
