using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Releases;

/// <summary>The first half of a release: one officer proposes batches and lists persons.</summary>
internal sealed class Proposals(People people)
{
    public const int MaxPersons = 100_000;

    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, Calendar.Shanghai);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, Calendar.Shanghai);

    public static Fields Validate(ProposeReleaseRequest r)
    {
        var fields = new Fields().Text(r.Title, "title", 100).Count(r.Batches, "batches", 1, 50);
        foreach (var (b, i) in r.Batches.Select((b, i) => (b, i)))
        {
            var at = $"batches[{i}].";
            fields.Known(b.Mode, at + "mode")
                .Range(b.Quantity, at + "quantity", 1, 10_000_000)
                .Must(b.OpensAt >= Earliest && b.ClosesAt < Latest, at + "opensAt", "out_of_range", "Must lie, with closesAt, between 2020 and 2100.")
                .Must(b.ClosesAt > b.OpensAt, at + "closesAt", "out_of_range", "Must be after opensAt.")
                .Count(b.Channels, at + "channels", 1, 500)
                .Must(b.Channels.Select(ch => ch.ChannelId).Distinct().Count() == b.Channels.Count, at + "channels", "duplicate", "Must not name a channel twice.")
                .Must(b.Channels.All(ch => ch.Quota is null or >= 1), at + "channels", "out_of_range", "A quota must be at least 1.")
                .Must(b.Persons is null || b.Mode == ReleaseMode.Targeted, at + "persons", "invalid", "Only a targeted batch has persons.")
                .Must(b.Persons is null || PersonCategories.All.Contains(b.Persons.Category), at + "persons.category", "invalid", "Must be a listed category.")
                .Must(b.Persons is null || Regions.Read(b.Persons.Region) >= 0, at + "persons.region", "invalid", "Must be a six-digit region code.");
        }

        return fields;
    }

    public static async Task<Outcome<Release>> ProposeAsync(ChangeContext c, ProposeReleaseRequest r)
    {
        var (id, errors) = (Ids.New(), new Fields());
        var batches = new List<(BatchRow Row, List<(long Channel, int? Quota)> Channels)>();
        foreach (var (proposed, i) in r.Batches.Select((b, i) => (b, i)))
        {
            batches.Add(await ResolveAsync(c, id, proposed, $"batches[{i}].", errors));
        }

        if (errors.Refusal is { } refusal)
        {
            return refusal;
        }

        await ReleaseStore.InsertAsync(c, id, r.Title);
        foreach (var (row, channels) in batches)
        {
            await ReleaseStore.InsertAsync(c.Session, row, channels);
        }

        await c.JournalAsync("release.proposed", "rel", id);
        return await ReleaseStore.ShowAsync(c.Session, id);
    }

    /// <summary>Lists persons for a targeted batch. Rows that are wrong, or stand in the list already, leave the others alone.</summary>
    public async Task<Outcome<RowReport>> AddPersonsAsync(ChangeContext c, Upload<AddPersonsRequest, PersonRow> upload)
    {
        var batch = await AdmitAsync(c);
        return batch.Refusal is { } refusal ? refusal : upload.Report(await ListAsync(c, batch.Value, upload));
    }

    /// <summary>The batch in the path, when persons can be listed for it now.</summary>
    public static async Task<Outcome<long>> AdmitAsync(CallContext c)
    {
        if (await BatchStore.OwnAsync(c, c.Id) is not { } batch || batch.AuthorityId != c.Caller.OwnerId)
        {
            return ErrorCodes.NotFound;
        }

        if (batch.Mode != ReleaseMode.Targeted || batch.QueryCategory is not null)
        {
            return ErrorCodes.BatchNotTargeted;
        }

        return batch.State == BatchState.Proposed ? batch.Id : ErrorCodes.ReleaseDecided;
    }

    /// <summary>Lists the good rows of an upload and rejects the others in it; the number of those listed.</summary>
    public async Task<int> ListAsync(ChangeContext c, long batch, Upload<AddPersonsRequest, PersonRow> upload)
    {
        var good = PersonRows.Check(upload, r => (r.DocumentType, r.DocumentNumber, r.Name), _ => "", (_, _) => { });
        var persons = await people.FindOrAddManyAsync(c.Session, [.. good.Select(g => (g.Value.DocumentType, g.Value.DocumentNumber, g.Value.Name))], c.Now);
        var listed = await ReleaseStore.AddPersonsAsync(c.Session, batch, persons, c.Officer);
        var accepted = listed.Count;
        foreach (var (row, person) in good.Zip(persons))
        {
            if (!listed.Remove(person))
            {
                upload.Reject(row.Number, "documentNumber", "duplicate", "Is on the list already.");
            }
        }

        await c.JournalAsync(new()
        {
            Event = "batch.persons_listed", Kind = "bat", Subject = ChangeContext.Bytes(batch), At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["rows"] = accepted },
        });
        return accepted;
    }

    /// <summary>Looks up what a proposed batch names, every fault at once.</summary>
    private static async Task<(BatchRow Row, List<(long Channel, int? Quota)> Channels)> ResolveAsync(
        ChangeContext c, long release, ProposedBatch b, string at, Fields errors)
    {
        var scheme = await SchemeStore.OwnAsync(c, b.SchemeId);
        errors.Must(scheme is not null, at + "schemeId", "not_found", "Is not a scheme of the caller's region.");
        var line = await BudgetLines.OwnAsync(c, b.BudgetLineId);
        var hasMoney = scheme?.Rules.HasMoney() ?? false;
        errors.Must(!hasMoney || line is not null, at + "budgetLineId", "not_found", "Must be a budget line of the caller's own authority.")
            .Must(hasMoney || scheme is null || b.BudgetLineId is null, at + "budgetLineId", "invalid", "Must be left out: the scheme carries no money.")
            .Must(b.Persons is null || Regions.Covers(c.Caller.Region, Regions.Read(b.Persons.Region)), at + "persons.region", "region_not_yours", "Must be within the caller's region.");
        var channels = new List<(long, int?)>();
        foreach (var (channel, i) in b.Channels.Select((ch, i) => (ch, i)))
        {
            var id = Ids.Read("cha", channel.ChannelId);
            var region = await Channels.RegionOfAsync(c.Session, id);
            var serves = region is { } r && (Regions.Covers(r, c.Caller.Region) || Regions.Covers(c.Caller.Region, r));
            errors.Must(serves, $"{at}channels[{i}].channelId", "not_found", "Is not a channel that serves the caller's region.");
            channels.Add((id, channel.Quota));
        }

        var row = new BatchRow
        {
            Id = Ids.New(),
            ReleaseId = release,
            SchemeId = scheme?.Id ?? 0,
            LineId = hasMoney ? line?.Id : null,
            AuthorityId = c.Caller.OwnerId,
            Region = scheme?.Region ?? 0,
            Mode = b.Mode,
            UnitFen = scheme?.Rules.ValueFen ?? 0,
            Quantity = b.Quantity,
            OpensAt = b.OpensAt,
            ClosesAt = b.ClosesAt,
            QueryCategory = b.Persons?.Category,
            QueryRegion = b.Persons is null ? null : Regions.Read(b.Persons.Region),
        };
        return (row, channels);
    }
}
