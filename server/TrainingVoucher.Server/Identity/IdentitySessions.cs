using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Sessions in which a holder is authenticated for one purpose of one system.</summary>
internal sealed class IdentitySessions(VoucherCodes codes, Authentications authentications, IIdentityProvider? provider)
{
    private static readonly TimeSpan Waiting = TimeSpan.FromMinutes(10);

    public static Fields Check(SandboxAuthenticateRequest request)
    {
        var fields = new Fields().Document(request.Document, "document").Text(request.Name, "name", ShownPerson.LongestName);
        return request.Proxy is not { } proxy ? fields
            : fields.Document(proxy.Document, "proxy.document").Text(proxy.Name, "proxy.name", ShownPerson.LongestName);
    }

    public async Task<Outcome<IdentitySession>> CreateAsync(ChangeContext c, CreateIdentitySessionRequest request)
    {
        if (provider is null)
        {
            return ErrorCodes.NoIdentityProvider;
        }

        if (!Purposes.Find(request.Purpose)!.Askers.HasFlag(c.Caller.Role))
        {
            return ErrorCodes.PurposeNotYours;
        }

        var occasion = await Occasions.FindAsync(c, request.Purpose, request.InstitutionId, request.Code, request.Reference);
        if (occasion.Refusal is { } refusal)
        {
            return refusal;
        }

        var batches = (request.BatchIds ?? (request.BatchId is { } one ? [one] : [])).Select(id => Ids.Read("bat", id)).ToList();
        if (batches.Contains(0))
        {
            return ErrorCodes.NotFound;
        }

        if (request.ReturnUrl is { } url && !await ReturnAddresses.HasAsync(c, url))
        {
            return ErrorCodes.ReturnUrlNotRegistered;
        }

        var row = New(c, request, occasion.Value, batches);
        await SessionRows.InsertAsync(c.Session, row);
        await c.JournalAsync("identity_session.opened", "ids", row.Id);
        var id = Ids.Show("ids", row.Id);
        return new IdentitySession { Id = id, Provider = provider.Name, Url = Visit.PageOf(c.Caller.Server, id), ExpiresAt = row.ExpiresAt };
    }

    /// <summary>Gives the assertion to who opened the session, once; another's session is unknown to him.</summary>
    public async Task<Outcome<IdentityAssertion>> TakeAsync(ChangeContext c, Nothing nothing)
    {
        if (await SessionRows.FindAsync(c.Session, Ids.Read("ids", c.Id)) is not { } row || row.ClientId != c.Caller.ClientId)
        {
            return ErrorCodes.NotFound;
        }

        if (row.RefusesTaking(c.Now) is { } refusal)
        {
            return refusal;
        }

        await SessionRows.TakeAsync(c.Session, row.Id, c.Now);
        await c.JournalAsync("identity_session.taken", "ids", row.Id);
        return authentications.AssertionOf(row);
    }

    /// <summary>What a real provider says after it saw face, PIN or card; the sandbox believes whoever asks.</summary>
    public async Task<Outcome<IdentityAssertion>> SandboxAuthenticateAsync(ChangeContext c, SandboxAuthenticateRequest request)
    {
        if (await SessionRows.FindAsync(c.Session, Ids.Read("ids", c.Id)) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        var proxy = request.Proxy is { } other ? ShownPerson.Of(other.Document, other.Name) : null;
        return await authentications.CompleteAsync(c.Session, row, new(ShownPerson.Of(request.Document, request.Name), proxy, IdentityMethod.Sandbox), c.Now);
    }

    private SessionRow New(ChangeContext c, CreateIdentitySessionRequest request, Occasion occasion, List<long> batches) => new()
    {
        Id = Ids.NewAt(c.Now),
        ClientId = c.Caller.ClientId,
        Purpose = request.Purpose,
        BatchId = batches is [var one] ? one : null,
        Batches = batches.Count > 1 ? NamedBatches.Pack(batches) : null,
        VoucherBucket = occasion.Voucher is { } voucher ? codes.BucketOf(voucher) : null,
        VoucherId = occasion.Voucher?.ToBytes(),
        InstitutionId = occasion.Institution,
        Reference = occasion.Reference,
        Proxy = request.Proxy,
        ReturnUrl = request.ReturnUrl,
        CreatedAt = c.Now,
        ExpiresAt = c.Now + Waiting,
    };
}
