using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Journal;

/// <summary>Appends to the journal, in the transaction of the change itself.</summary>
internal static class JournalWriter
{
    private const string Append = "INSERT INTO journal (bytes) VALUES (@bytes)";

    public static Task AppendAsync(this Session session, JournalEntry entry) =>
        session.RequireAsync(Append, new { bytes = JournalCodec.Encode(entry) });
}
