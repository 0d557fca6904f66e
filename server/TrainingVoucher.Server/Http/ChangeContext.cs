using System.Buffers.Binary;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>What a handler works with: one transaction, who calls, and one reading of the clock.</summary>
internal class CallContext(Session session, Caller caller, DateTimeOffset now, string? id)
{
    public Session Session => session;

    public Caller Caller => caller;

    public DateTimeOffset Now => now;

    /// <summary>The id in the path; empty when the path has none.</summary>
    public string Id => id ?? "";
}

/// <summary>
/// What a handler works with that reads, waits and reads again: no transaction, the clock as it goes, and a caller who may be revoked meanwhile.
/// </summary>
internal sealed class PollContext(IStore store, ICredential credential, TimeProvider time, CancellationToken cancellation)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public CancellationToken Cancellation => cancellation;

    /// <summary>Reads as the caller, if there still is one.</summary>
    public Task<Outcome<T>> ReadAsync<T>(Func<CallContext, Task<T>> read) => store.ReadAsync<Outcome<T>>(
        async session => await credential.CallerAsync(session) is { } caller ? await read(new(session, caller, Now, id: null)) : ErrorCodes.Unauthenticated, cancellation);
}

/// <summary>A <see cref="CallContext"/> of a changing call; what it writes is committed with its answer, or not at all.</summary>
internal sealed class ChangeContext(Session session, Caller caller, DateTimeOffset now, string? id, string? key)
    : CallContext(session, caller, now, id)
{
    /// <summary>The officer behind the call; every command of an authority has one.</summary>
    public long Officer => Caller.OfficerId ?? throw new InvalidOperationException("Only an authority's call names an officer.");

    /// <summary>The same for what an officer did in another system: the caller reports it in the officer's name.</summary>
    public ChangeContext InTheNameOf(long officer) => new(Session, Caller with { OfficerId = officer }, Now, Id, key);

    /// <summary>Writes a journal row in the caller's name.</summary>
    public Task JournalAsync(JournalEntry entry) =>
        Session.AppendAsync(entry with { Client = Caller.ClientId, Officer = Caller.OfficerId, Request = key });

    /// <summary>Writes a journal row about something with an id.</summary>
    public Task JournalAsync(string @event, string kind, long subject, string? reason = null, Concern? concern = null) =>
        JournalAsync(new JournalEntry { Event = @event, Kind = kind, Subject = Bytes(subject), At = Now, Reason = reason, Concern = concern });

    public static byte[] Bytes(long id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return bytes;
    }
}
