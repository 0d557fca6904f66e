using System.Text.RegularExpressions;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests;

/// <summary>A redemption is written on the page of its voucher and in no index of it, however many vouchers there are.</summary>
public sealed partial class InPlaceTests
{
    /// <summary>What a redemption changes.</summary>
    private static readonly string[] Changed = ["state", "institution_id", "project", "level", "class_ends_on", "redeemed_at", "amount_fen", "version"];

    [Fact]
    public async Task Indexes_OfVouchers_HaveNoColumnThatARedemptionChanges()
    {
        await using var database = await TestDatabase.CreateAsync();

        var indexes = await database.QueryAsync<string>("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'voucher'::regclass");

        Assert.Equal(3, indexes.Count);
        Assert.DoesNotContain(indexes, index => Words().Matches(index).Any(word => Changed.Contains(word.Value)));
    }

    [Fact]
    public async Task Pages_OfVouchers_KeepRoomForTheirChanges()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal(["fillfactor=85"], await database.QueryAsync<string>("SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = 'voucher'::regclass"));
    }

    [GeneratedRegex("[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Words();
}
