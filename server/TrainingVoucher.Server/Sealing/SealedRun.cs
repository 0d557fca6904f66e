namespace TrainingVoucher.Server.Sealing;

/// <summary>
/// A row of the table <c>log_position</c>: journal rows whose ids follow each other, sealed one after the other.
/// </summary>
internal sealed record SealedRun
{
    /// <summary>The position of the first row.</summary>
    public long Position { get; init; }

    /// <summary>The journal id of the first row.</summary>
    public long JournalId { get; init; }

    /// <summary>How many rows.</summary>
    public long Length { get; init; }

    /// <summary>The position after the last row.</summary>
    public long End => Position + Length;

    /// <summary>The journal id of the last row.</summary>
    public long LastId => JournalId + Length - 1;

    /// <summary>Whether the other run goes on where this one ends, in the log and in the journal.</summary>
    public bool IsFollowedBy(SealedRun other) => other.Position == End && other.JournalId == LastId + 1;
}

/// <summary>Journal ids from one to another, both left out.</summary>
internal readonly record struct IdGap(long After, long Before);

/// <summary>What follows from runs about the rows that are in none.</summary>
internal static class SealedRuns
{
    /// <summary>The runs that rows form when they get the next positions.</summary>
    /// <param name="size">The first of these positions.</param>
    /// <param name="ids">Journal ids, the lowest first.</param>
    public static IReadOnlyList<SealedRun> Of(long size, IEnumerable<long> ids)
    {
        var runs = new List<SealedRun>();
        foreach (var id in ids)
        {
            if (runs.Count > 0 && runs[^1] is var last && last.LastId + 1 == id)
            {
                runs[^1] = last with { Length = last.Length + 1 };
            }
            else
            {
                runs.Add(new SealedRun { Position = runs.Count > 0 ? runs[^1].End : size, JournalId = id, Length = 1 });
            }
        }

        return runs;
    }

    /// <summary>Where rows above the watermark can be that are not sealed, the lowest first; the last gap is open to the end.</summary>
    /// <param name="watermark">The id up to which all rows are sealed.</param>
    /// <param name="runs">All runs with rows above it; others do no harm.</param>
    public static IReadOnlyList<IdGap> Gaps(long watermark, IEnumerable<SealedRun> runs)
    {
        var (gaps, after) = (new List<IdGap>(), watermark);
        foreach (var run in runs.OrderBy(r => r.JournalId))
        {
            if (run.JournalId > after + 1)
            {
                gaps.Add(new IdGap(after, run.JournalId));
            }

            after = Math.Max(after, run.LastId);
        }

        gaps.Add(new IdGap(after, long.MaxValue));
        return gaps;
    }

    /// <summary>How many sealed rows lie above the watermark.</summary>
    public static long Above(long watermark, IEnumerable<SealedRun> runs) => runs.Sum(r => Math.Clamp(r.LastId - watermark, 0, r.Length));

    /// <summary>The first position of a row above the watermark; the size of the log when there is none.</summary>
    public static long ScanFrom(long watermark, IEnumerable<SealedRun> runs, long size) =>
        runs.Where(r => r.LastId > watermark).Min(r => (long?)(r.Position + Math.Max(0, watermark + 1 - r.JournalId))) ?? size;
}
