using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

public class TrustedRootsTests
{
    // The generator of the curve, and its double: published points that anybody can check.
    private const string G = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    private const string TwoG = "7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc4766997807775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1";
    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Fact]
    public void ToString_TwoKeys_IsOneLineOfFourParts()
    {
        var roots = new TrustedRoots(Guid.Parse(Id), 2, [Key(G), Key(TwoG)]);
        Assert.Equal($"TV1-roots {Id} 2 {G} {TwoG}", roots.ToString());
    }

    [Fact]
    public void Parse_WhatWasWritten_GivesTheSame()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        var roots = new TrustedRoots(Guid.Parse(Id), 1, [P256PublicKey.Import([.. q.X!, .. q.Y!])]);
        var read = TrustedRoots.Parse(roots.ToString());
        Assert.Equal((roots.Installation, roots.Threshold), (read.Installation, read.Threshold));
        Assert.Equal(roots.Keys, read.Keys);
    }

    [Theory]
    [InlineData($"TV1-roots\n{Id}\r\n1\t{G}\n")]
    [InlineData($"  TV1-roots   {Id} 1  {G}")]
    public void Parse_OtherWhiteSpace_IsRead(string text) => Assert.Equal([Key(G)], TrustedRoots.Parse(text).Keys);

    [Fact]
    public void Parse_UpperCase_IsRead() =>
        Assert.Equal([Key(G)], TrustedRoots.Parse($"TV1-roots {Id.ToUpperInvariant()} 1 {G.ToUpperInvariant()}").Keys);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData($"TV2-roots {Id} 1 {G}")]
    [InlineData($"tv1-roots {Id} 1 {G}")]
    [InlineData($"TV1-roots {Id} 1")]
    [InlineData($"TV1-roots {Id} {G}")]
    [InlineData($"TV1-roots {{{Id}}} 1 {G}")]
    [InlineData($"TV1-roots {Id} 0 {G}")]
    [InlineData($"TV1-roots {Id} 2 {G}")]
    [InlineData($"TV1-roots {Id} -1 {G}")]
    [InlineData($"TV1-roots {Id} 2 {G} {G}")]
    [InlineData($"TV1-roots {Id} 1 {G}00")]
    [InlineData($"TV1-roots {Id} 1 {G} x")]
    public void TryParse_SomethingElse_IsRefused(string? text)
    {
        Assert.False(TrustedRoots.TryParse(text, out var roots));
        Assert.Null(roots);
        Assert.Throws<FormatException>(() => TrustedRoots.Parse(text!));
    }

    [Fact]
    public void TryParse_PointOffTheCurve_IsRefused() =>
        Assert.False(TrustedRoots.TryParse($"TV1-roots {Id} 1 {G[..^1]}6", out _));

    [Fact]
    public void TryParse_SeventeenKeysOrTooLong_IsRefused()
    {
        Assert.False(TrustedRoots.TryParse($"TV1-roots {Id} 1 {string.Join(' ', Enumerable.Repeat(G, 17))}", out _));
        Assert.False(TrustedRoots.TryParse($"TV1-roots {Id} 1 {G}{new string(' ', 4096)}", out _));
    }

    private static P256PublicKey Key(string hex) => P256PublicKey.Import(Convert.FromHexString(hex));
}
