using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Bench;

/// <summary>
/// Writes the rows that assigning a list of persons makes, as files for COPY, with the statements beside them: persons, documents, the
/// list, vouchers, counts, and one journal row for each voucher, as long as the server's.
/// </summary>
internal static class AssignedRows
{
    private static readonly Table Listed = new("batch_person", "bucket", "person_id", "batch_id", "listed_by");
    private static readonly Table Journal = new("journal", "bytes");
    private static readonly Table[] Tables = [Table.Person, Table.Document, Listed, Table.Assigned, Table.Rule, Journal];

    public static async Task WriteAsync(Arguments arguments)
    {
        const int chunk = 20_000;
        var (directory, count) = (arguments.Text("out"), arguments.Number("count"));
        var files = Tables.ToDictionary(t => t.Name, t => new CopyFile(Path.Combine(directory, t.Name)));
        for (var first = 0; first < count; first += chunk)
        {
            foreach (var (table, values) in Make(arguments, first, Math.Min(chunk, count - first)))
            {
                values.ForEach(files[table.Name].Write);
            }
        }

        foreach (var file in files.Values)
        {
            file.Dispose();
        }

        var statements = Tables.Select(t => $"\\copy {t.Name} ({string.Join(", ", t.Columns)}) FROM '{Path.Combine(directory, t.Name)}' (FORMAT binary)");
        await File.WriteAllLinesAsync(Path.Combine(directory, "copy.sql"), statements);
    }

    private static IReadOnlyList<Rows> Make(Arguments arguments, int first, int count)
    {
        var (keys, world, now) = (World.Keys(arguments), World.Load(arguments), TimeProvider.System.GetUtcNow());
        var codes = new VoucherCodes(keys.CodeMaskKey, RandomNumberGenerator.Create());
        var (batch, scheme, officer) = (Ids.Read("bat", world.Direct), Ids.Read("sch", world.SchemeId), Ids.Read("off", world.Maker.OwnerId));
        var (at, today) = (now.ToUnixTimeMilliseconds(), Calendar.DayOf(now));
        var holders = new Holders(keys);
        var (listed, vouchers, rules, journal) = (new Rows(Listed), new Rows(Table.Assigned), new Rows(Table.Rule), new Rows(Journal));
        for (var i = first; i < first + count; i++)
        {
            var person = holders.Add(i, now + (i * Holders.Between));
            var row = new VoucherRow
            {
                Bucket = Ids.BucketOf(person),
                Id = codes.New((byte)Ids.BucketOf(person)).ToBytes(),
                BatchId = batch,
                SchemeId = scheme,
                Region = 330100,
                PersonId = person,
                State = VoucherState.Assigned,
                FirstDay = today,
                LastDay = today.AddDays(60),
                UnitFen = 50_000,
                CreatedAt = now,
            };
            listed.Add(row.Bucket, person, batch, officer);
            vouchers.Add(
                row.Bucket, row.Id, batch, scheme, row.Region, person, (int)row.State, row.FirstDay.ToDays(), row.LastDay.ToDays(), row.UnitFen, at, row.LastDay.ToDays() + 1);
            rules.Add(row.Bucket, person, $"scheme:{scheme}", 1, 1);
            var born = VoucherIssue.Born(row, "assigned") with { Client = officer, Officer = officer, Request = Guid.Empty.ToString() };
            journal.Add(JournalCodec.Encode(born));
        }

        return [holders.Persons, holders.Documents, listed, vouchers, rules, journal];
    }
}
