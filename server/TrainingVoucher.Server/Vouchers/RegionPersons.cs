using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Which persons are a region's: those who have a voucher of it, stand in its register, or are listed in one of its batches.</summary>
internal static class RegionPersons
{
    private const string Count = """
        SELECT
            (SELECT COUNT(*) FROM voucher WHERE bucket = @bucket AND person_id = @person AND region BETWEEN @From AND @To)
          + (SELECT COUNT(*) FROM register_entry WHERE bucket = @bucket AND person_id = @person AND region BETWEEN @From AND @To)
          + (SELECT COUNT(*) FROM batch_person p JOIN batch b ON b.id = p.batch_id WHERE p.bucket = @bucket AND p.person_id = @person AND b.region BETWEEN @From AND @To)
        """;

    public static async Task<bool> BelongsAsync(Session session, long person, int region)
    {
        var (from, to) = Regions.Subtree(region);
        return await session.ValueAsync<long>(Count, new { bucket = Ids.BucketOf(person), person, From = from, To = to }) > 0;
    }
}
