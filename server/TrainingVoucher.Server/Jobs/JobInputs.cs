using System.Buffers.Binary;
using System.Security.Cryptography;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>
/// What was uploaded for a job, in chunks. It may hold document numbers, so it is sealed under a key made of the vault
/// key and bound to job and chunk; a chunk goes with the transaction that has worked it off.
/// </summary>
internal sealed class JobInputs(ServerKeys keys)
{
    private const string Insert = "INSERT INTO job_input (job_id, chunk, key_version, bytes) VALUES (@job, @chunk, @version, @bytes)";

    private const string Find = "SELECT bytes FROM job_input WHERE job_id = @job AND chunk = @chunk";

    private const string Remove = "DELETE FROM job_input WHERE job_id = @job AND chunk = @chunk";

    private const string RemoveAll = "DELETE FROM job_input WHERE job_id = @job";

    private readonly byte[] key = HMACSHA256.HashData(keys.Vault.Key, "TV1-job-input\0"u8);

    public Task AddAsync(Session session, long job, long chunk, ReadOnlyMemory<byte> plain) =>
        session.RequireAsync(Insert, new { job, chunk, version = keys.Vault.Version, bytes = Seal(job, chunk, plain.Span) });

    /// <summary>A chunk in clear; nothing when there is none, because the one before was the last.</summary>
    public async Task<byte[]?> ReadAsync(Session session, long job, long chunk) =>
        await session.SingleAsync<byte[]>(Find, new { job, chunk }) is { } row ? Open(job, chunk, row) : null;

    public static Task DropAsync(Session session, long job, long chunk) => session.RequireAsync(Remove, new { job, chunk });

    public static Task DropAsync(Session session, long job) => session.ExecuteAsync(RemoveAll, new { job });

    public byte[] Seal(long job, long chunk, ReadOnlySpan<byte> plain) => SealedBytes.Seal(key, plain, Associated(job, chunk));

    public byte[] Open(long job, long chunk, byte[] row) => SealedBytes.Open(key, row, Associated(job, chunk));

    private static byte[] Associated(long job, long chunk)
    {
        var bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, job);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), chunk);
        return bytes;
    }
}
