using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;

namespace TrainingVoucher.Tokens;

/// <summary>
/// A P-256 public key, parsed once and safe for use from many threads. Parsing costs three times what a
/// verification does, so each instance keeps the parsed handles it has made.
/// </summary>
public sealed class P256PublicKey : IEquatable<P256PublicKey>
{
    /// <summary>The length of the byte form X‖Y.</summary>
    public const int ByteLength = 64;

    private static readonly BigInteger Prime =
        BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2, 192) + BigInteger.Pow(2, 96) - 1;

    private static readonly BigInteger B = new(
        Convert.FromHexString("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"), isUnsigned: true, isBigEndian: true);

    // The platform promises no thread safety for one ECDsa object, so each is used by one thread at a time.
    private readonly ECDsa?[] _idle = new ECDsa?[Math.Max(2, Environment.ProcessorCount)];
    private readonly byte[] _bytes;

    private P256PublicKey(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads X‖Y; false unless it is 64 bytes that name a point on the curve.</summary>
    public static bool TryImport(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out P256PublicKey? key)
    {
        key = bytes.Length == ByteLength && IsOnCurve(bytes) ? new P256PublicKey(bytes.ToArray()) : null;
        return key is not null;
    }

    /// <summary>Reads X‖Y.</summary>
    /// <exception cref="ArgumentException">Not 64 bytes that name a point on the curve.</exception>
    public static P256PublicKey Import(ReadOnlySpan<byte> bytes) =>
        TryImport(bytes, out var key) ? key : throw new ArgumentException("Not a P-256 public key.", nameof(bytes));

    /// <summary>X‖Y as a new array of 64 bytes.</summary>
    public byte[] ToBytes() => (byte[])_bytes.Clone();

    /// <summary>Checks form and range first, then the signature.</summary>
    /// <param name="hash">The SHA-256 hash that was signed, 32 bytes.</param>
    /// <param name="signature">r‖s, 64 bytes; anything else is out of range.</param>
    public SignatureVerdict Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var form = P256Signature.CheckForm(signature);
        if (form != SignatureVerdict.Valid)
        {
            return form;
        }

        var ecdsa = Rent();
        var verdict = ecdsa.VerifyHash(hash, signature) ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
        Return(ecdsa);
        return verdict;
    }

    /// <summary>Whether both are the same point.</summary>
    public bool Equals(P256PublicKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as P256PublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(_bytes, 0);

    private ECDsa Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.Exchange(ref _idle[i], null) is { } ecdsa)
            {
                return ecdsa;
            }
        }

        var point = new ECPoint { X = _bytes[..32], Y = _bytes[32..] };
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
    }

    private void Return(ECDsa ecdsa)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], ecdsa, null) is null)
            {
                return;
            }
        }

        ecdsa.Dispose();
    }

    private static bool IsOnCurve(ReadOnlySpan<byte> bytes)
    {
        var x = new BigInteger(bytes[..32], isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(bytes[32..], isUnsigned: true, isBigEndian: true);
        return x < Prime && y < Prime && ((y * y) - (((x * x) - 3) * x) - B) % Prime == 0;
    }
}
