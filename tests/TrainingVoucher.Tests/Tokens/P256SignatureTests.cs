using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public sealed class P256SignatureTests
{
    private const string Order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

    [Fact]
    public void ToLowS_ManySignatures_StayValidAndAreNeverHigh()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = ecdsa.ExportParameters(false).Q;
        var key = P256PublicKey.Import([.. q.X!, .. q.Y!]);
        var high = 0;
        for (var i = 0; i < 300; i++)
        {
            var hash = SHA256.HashData(BitConverter.GetBytes(i));
            var signature = ecdsa.SignHash(hash);
            high += key.Verify(hash, signature) == SignatureVerdict.HighS ? 1 : 0;
            P256Signature.ToLowS(signature);
            Assert.Equal(SignatureVerdict.Valid, key.Verify(hash, signature));
        }

        Assert.InRange(high, 90, 210);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(72)]
    public void Verify_OtherLengthThan64_IsOutOfRange(int length)
    {
        var key = VectorFile.Roots(VectorFile.Read("tokens.json").GetProperty("trusted")).Keys[0];
        Assert.Equal(SignatureVerdict.Range, key.Verify(new byte[32], Enumerable.Repeat((byte)1, length).ToArray()));
    }

    [Fact]
    public void ToLowS_OutOfRange_Throws() =>
        Assert.Throws<ArgumentException>(() => P256Signature.ToLowS(Convert.FromHexString(Order + Order)));

    [Theory]
    [InlineData("00", "00")]
    [InlineData("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", "00")]
    [InlineData("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296", "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F4")]
    public void TryImport_NoPointOnTheCurve_IsRefused(string x, string y)
    {
        var bytes = Convert.FromHexString(x.PadLeft(64, '0') + y.PadLeft(64, '0'));
        Assert.False(P256PublicKey.TryImport(bytes, out _));
        Assert.Throws<ArgumentException>(() => P256PublicKey.Import(bytes));
    }

    [Fact]
    public void TryImport_BasePoint_IsAKeyThatComesBackTheSame()
    {
        var bytes = Convert.FromHexString(
            "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");
        Assert.True(P256PublicKey.TryImport(bytes, out var key));
        Assert.Equal(bytes, key.ToBytes());
        Assert.Equal(key, P256PublicKey.Import(bytes));
    }

    [Fact]
    public async Task Verify_ManyThreads_AllGetTheRightAnswer()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = ecdsa.ExportParameters(false).Q;
        var key = P256PublicKey.Import([.. q.X!, .. q.Y!]);
        var hash = SHA256.HashData("one"u8);
        var signature = ecdsa.SignHash(hash);
        P256Signature.ToLowS(signature);
        var other = SHA256.HashData("other"u8);
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 250).Count(_ =>
            key.Verify(hash, signature) == SignatureVerdict.Valid && key.Verify(other, signature) == SignatureVerdict.Invalid)));
        Assert.All(await Task.WhenAll(workers), right => Assert.Equal(250, right));
    }
}
