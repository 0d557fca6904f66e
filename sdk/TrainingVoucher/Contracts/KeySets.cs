namespace TrainingVoucher.Contracts;

/// <summary>The signed list of keys by which tokens are checked.</summary>
public sealed record KeySetDocument
{
    /// <summary>The manifest as bytes, base64; see <c>docs/format.md</c>.</summary>
    public required string Manifest { get; init; }
}

public static partial class Operations
{
    /// <summary>Gives the key-set manifest.</summary>
    public static readonly Operation<Nothing, KeySetDocument> GetKeySet =
        new("GET", "/v1/key-set", Audience.Public) { Summary = "Give the signed key-set manifest by which voucher tokens are checked offline." };
}
