using TrainingVoucher.Tokens;

namespace TrainingVoucher.Tests.Tokens;

/// <summary>Ways to spoil a good token's text: as characters, as bytes, as fields that still make sense.</summary>
internal static class TokenMutations
{
    private const string Characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefOILU-= \t\r\n\0\uFF10\uFF21\u212A\u3000";

    public static string Next(TestRandom random, string token) => random.Below(10) switch
    {
        0 => ReplaceCharacter(random, token),
        1 => random.Below(2) == 0 ? Insert(random, token) : token.Remove(random.Below(token.Length), 1),
        2 => OtherCaseOrEnding(random, token),
        3 => Rewritten(token, bytes => bytes[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8))),
        4 => Encode(Resized(random, Decode(token))),
        5 => Rewritten(token, bytes => random.Fill(bytes.AsSpan(random.Below(bytes.Length)))),
        6 or 7 => Rewritten(token, bytes => ChangeSignature(random, bytes)),
        _ => Rewritten(token, bytes => ChangeField(random, bytes)),
    };

    public static byte[] Decode(string token)
    {
        var symbols = token.AsSpan(3);
        var bytes = new byte[symbols.Length * 5 / 8];
        Assert.True(Crockford.TryDecode(symbols, bytes));
        return bytes;
    }

    private static string Encode(byte[] bytes) => TokenText.Encode(bytes);

    private static string Rewritten(string token, Action<byte[]> change)
    {
        var bytes = Decode(token);
        change(bytes);
        return Encode(bytes);
    }

    private static string ReplaceCharacter(TestRandom random, string token)
    {
        var at = random.Below(token.Length);
        return token[..at] + Characters[random.Below(Characters.Length)] + token[(at + 1)..];
    }

    private static string Insert(TestRandom random, string token) =>
        token.Insert(random.Below(token.Length + 1), new string(Characters[random.Below(Characters.Length)], 1 + random.Below(3)));

    private static string OtherCaseOrEnding(TestRandom random, string token)
    {
        string[] endings = ["", "\r", "\n", "\r\n", "\t", "\n\r", "\n\n", " ", "0"];
        var cased = string.Create(token.Length, (random, token), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = state.random.Below(2) == 0 ? state.token[i] : char.ToLowerInvariant(state.token[i]);
            }
        });
        return cased + endings[random.Below(endings.Length)];
    }

    private static byte[] Resized(TestRandom random, byte[] bytes)
    {
        Array.Resize(ref bytes, random.Below(300));
        return bytes;
    }

    private static void ChangeSignature(TestRandom random, byte[] bytes)
    {
        // The leading byte of s stays, so that most of these are in range and low.
        var at = VoucherBody.Length + random.Below(P256Signature.Length);
        bytes[at == VoucherBody.Length + 32 ? at + 1 : at] ^= (byte)(1 + random.Below(255));
    }

    private static void ChangeField(TestRandom random, byte[] bytes)
    {
        // Id, shard, index, batch, category: any value makes sense, so only the signature can tell.
        (int Offset, int Length)[] fields = [(5, 9), (15, 3), (18, 2), (20, 4), (27, 2)];
        var (offset, length) = fields[random.Below(fields.Length)];
        random.Fill(bytes.AsSpan(offset, length));
    }
}
