using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Journal;

/// <summary>Appends to the journal, in the transaction of the change itself.</summary>
internal static class JournalWriter
{
    public static Task AppendAsync(this Session session, JournalEntry entry)
    {
        session.Shelf<JournalShelf>().Add(new(JournalCodec.Encode(entry)));
        return Task.CompletedTask;
    }

    private sealed record Row(byte[] Bytes);

    private sealed class JournalShelf : AppendShelf<Row>
    {
        private const string Append = "INSERT INTO journal (bytes) SELECT r.bytes FROM {rows}";

        public override string Table => "journal";

        public override LockOrder Order => LockOrder.Journal;

        protected override void Write(Trip trip, IReadOnlyList<Row> rows) => trip.Require(Append, rows);
    }
}
