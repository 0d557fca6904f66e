namespace TrainingVoucher.Tokens;

/// <summary>What a voucher token states: the fields of its signed body, in the order of <c>docs/format.md</c>.</summary>
/// <param name="KeyId">The key that signed it.</param>
/// <param name="Id">The voucher.</param>
/// <param name="Shard">The status shard that tells whether it is still good, 0 to 16,777,215.</param>
/// <param name="Index">Its place in that shard.</param>
/// <param name="Batch">The installation-wide number of its batch.</param>
/// <param name="Region">The six-digit region code of its authority, 0 to 999999.</param>
/// <param name="Category">The training category.</param>
/// <param name="FirstDay">The first valid day in Asia/Shanghai, from 2020-01-01 to 2199-06-06.</param>
/// <param name="LastDay">The last valid day in Asia/Shanghai, not before the first.</param>
/// <param name="ValueFen">The value in fen: above zero for <see cref="ValueMode.FaceValue"/>, zero for every other mode.</param>
/// <param name="ValueMode">What the voucher is worth.</param>
/// <param name="IsTargeted">Whether it was released to named persons (定向券).</param>
public sealed record VoucherClaims(
    uint KeyId,
    VoucherId Id,
    uint Shard,
    ushort Index,
    uint Batch,
    int Region,
    TrainingCategory Category,
    DateOnly FirstDay,
    DateOnly LastDay,
    uint ValueFen,
    ValueMode ValueMode,
    bool IsTargeted);
