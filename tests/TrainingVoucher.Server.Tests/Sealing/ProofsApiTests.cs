using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Log;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>What an auditor does with the SDK alone: key set, checkpoints, proofs.</summary>
public sealed class ProofsApiTests : IAsyncLifetime, IDisposable
{
    private TestServer _server = null!;
    private TrainingVoucherClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _client = new TrainingVoucherClient(new TrainingVoucherOptions { BaseAddress = new Uri(_server.Address) });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Checkpoint_BeforeTheFirst_IsNotFound()
    {
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetCheckpointAsync()));
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetInclusionProofAsync(new InclusionQuery { Position = 0 })));
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetConsistencyProofAsync(new ConsistencyQuery { From = 1 })));
    }

    [Fact]
    public async Task Proofs_OfEveryPositionAndCheckpoint_Verify()
    {
        var checkpoints = new List<LogCheckpoint>();
        foreach (var rows in (int[])[2, 1, 300, 200])
        {
            checkpoints.Add(await GrowAsync(rows));
        }

        var sealedRows = await _server.Store.SealedRowsAsync();
        foreach (var checkpoint in checkpoints)
        {
            Assert.Equal(checkpoint, await AcceptedAsync(new CheckpointQuery { Size = checkpoint.Size }), Same);
            foreach (var row in sealedRows.Where(r => r.Position < checkpoint.Size && (r.Position % 37 == 0 || r.Position > checkpoint.Size - 3)))
            {
                var proof = await _client.Public.GetInclusionProofAsync(new InclusionQuery { Position = row.Position, Size = checkpoint.Size });
                Assert.True(proof.Shows(checkpoint, row.JournalId, row.Bytes));
                Assert.False(proof.Shows(checkpoint, row.JournalId + 1, row.Bytes));
                Assert.Equal(proof.Leaf, Convert.ToBase64String(LogHash.Entry(row.JournalId, row.Bytes)));
            }

            foreach (var later in checkpoints.Where(c => c.Size >= checkpoint.Size))
            {
                var proof = await _client.Public.GetConsistencyProofAsync(new ConsistencyQuery { From = checkpoint.Size, Size = later.Size });
                Assert.True(proof.Shows(checkpoint, later));
                Assert.False(proof.Shows(checkpoint with { Root = LogHash.Empty() }, later));
            }
        }
    }

    [Theory]
    [InlineData("checkpoint?size=0", "size")]
    [InlineData("inclusion", "position")]
    [InlineData("inclusion?position=-1&size=0", "position size")]
    [InlineData("inclusion?position=5&size=5", "position")]
    [InlineData("consistency?size=x", "from size")]
    [InlineData("consistency?from=0&size=-3", "from size")]
    [InlineData("consistency?from=6&size=5", "from")]
    public async Task Query_WithWrongValues_NamesEveryField(string query, string fields)
    {
        using var response = await _server.Http.GetAsync(new Uri("/v1/log/" + query, UriKind.Relative));
        var problem = System.Text.Json.JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), ContractsJson.Default.Problem)!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(fields.Split(' '), problem.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Proof_BeyondTheLatestCheckpoint_IsNotFound()
    {
        var size = (await GrowAsync(3)).Size;

        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetCheckpointAsync(new CheckpointQuery { Size = size + 1 })));
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetInclusionProofAsync(new InclusionQuery { Position = size })));
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetInclusionProofAsync(new InclusionQuery { Position = 0, Size = size + 1 })));
        Assert.Equal("not_found", await CodeAsync(() => _client.Public.GetConsistencyProofAsync(new ConsistencyQuery { From = size + 1 })));
    }

    private static bool Same(LogCheckpoint a, LogCheckpoint b) => a.EncodeBody().AsSpan().SequenceEqual(b.EncodeBody());

    private async Task<LogCheckpoint> GrowAsync(int rows)
    {
        await _server.Store.ChangeAsync(
            async session =>
            {
                for (var i = 0; i < rows; i++)
                {
                    await session.AppendAsync(new JournalEntry { Event = "test", Kind = "tst", Subject = [(byte)i], At = _server.Time.GetUtcNow() });
                }

                return true;
            },
            CancellationToken.None);
        await _server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        return await AcceptedAsync(new CheckpointQuery());
    }

    private async Task<LogCheckpoint> AcceptedAsync(CheckpointQuery query)
    {
        var roots = TrustedRoots.Parse(await File.ReadAllTextAsync(Path.Combine(_server.DataDirectory, "admin", "trusted-roots.txt")));
        var manifest = Convert.FromBase64String((await _client.Public.GetKeySetAsync()).Manifest);
        var keys = KeySetManifest.Verify(manifest, roots, null, _server.Time.GetUtcNow()).KeySet!;
        Assert.Equal(CheckpointRefusal.None, (await _client.Public.GetCheckpointAsync(query)).Verify(keys, out var checkpoint));
        return checkpoint!;
    }

    private static async Task<string> CodeAsync<T>(Func<Task<T>> call) => (await Assert.ThrowsAsync<TrainingVoucherException>(call)).Code ?? "";
}
