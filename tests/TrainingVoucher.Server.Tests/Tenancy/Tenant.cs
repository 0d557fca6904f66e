using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>A district with everything that can belong to one: systems of every role, and one of each thing they own, by short names.</summary>
internal sealed partial class Tenant
{
    private const int Nobody = 11_999;

    private readonly TestServer _server;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _person;
    private int _holder;

    private Tenant(TestServer server, string region, int firstPerson)
    {
        (_server, _person) = (server, firstPerson);
        _values["region"] = region;
        _values["project"] = "project-" + region;
    }

    public Dictionary<Audience, TestParty> Parties { get; } = [];

    public static async Task<Tenant> FoundAsync(TestServer server, string region, int firstPerson)
    {
        var tenant = new Tenant(server, region, firstPerson);
        await tenant.AddAuthorityAsync();
        await tenant.AddPartnersAsync();
        await tenant.AddMoneyAsync();
        await tenant.AddReleasesAsync();
        await tenant.AddVouchersAsync();
        await tenant.AddWebhooksAsync();
        return tenant;
    }

    /// <summary>Everything by which this tenant would be recognised in somebody else's answer.</summary>
    public IEnumerable<string> Marks => _values.Where(v => v.Key is not ("document" or "holder" or "today")).Select(v => v.Value);

    /// <summary>One of the tenant's own: a kept thing by its name, or a proof made anew.</summary>
    public async Task<string> OwnAsync(string name) => name switch
    {
        "secret" => WebhookSecret.New().Reveal(),
        "jwk" => JsonText(TestKey.New().Jwk),
        "person" => JsonText(MadeUp.Person(++_person)),
        "any" => UnknownCode(),
        "nobody" => JsonText(MadeUp.Document(++_person)),
        "claimProof" => await ProveAsync(Audience.Channel, ++_person, IdentityPurpose.Claim, batch: _values["bat"]),
        "viewProof" => await ProveAsync(Audience.Channel, ++_person, IdentityPurpose.View),
        "returnProof" => await ProveAsync(Audience.Channel, _holder, IdentityPurpose.Return, code: _values["code"]),
        "declineProof" => await ProveAsync(Audience.Channel, _holder, IdentityPurpose.Decline, code: _values["code"]),
        "exchangeProof" => await ProveAsync(Audience.Channel, _holder, IdentityPurpose.Exchange, _values["bat2"], _values["code"]),
        "redeemProof" => await ProveAsync(Audience.Institution, _holder, IdentityPurpose.Redeem, code: _values["code"]),
        "platformProof" => await ProveAsync(Audience.CoursePlatform, _holder, IdentityPurpose.Redeem, code: _values["code"]),
        "applyProof" => await ProveAsync(Audience.Channel, _holder, IdentityPurpose.Apply, code: _values["code"]),
        "signInProof" => await ProveAsync(Audience.Institution, _holder, IdentityPurpose.SignIn),
        "platformSignInProof" => await ProveAsync(Audience.CoursePlatform, _holder, IdentityPurpose.SignIn),
        "lookProof" => await ProveAsync(Audience.Institution, _holder, IdentityPurpose.View),
        "platformLookProof" => await ProveAsync(Audience.CoursePlatform, _holder, IdentityPurpose.View),
        _ when name.StartsWith("ids", StringComparison.Ordinal) => (await AuthenticateAsync(Enum.Parse<Audience>(name[3..]), _holder, IdentityPurpose.View)).Session,
        _ => _values[name],
    };

    /// <summary>The same for a call that uses up what it names: another redeemed voucher each time.</summary>
    public async Task<string> AnewAsync(string name) => name == "used" ? await UseAsync() : await OwnAsync(name);

    /// <summary>One of the same kind that nobody has.</summary>
    public static string Unknown(string name, string own) => name switch
    {
        _ when name.EndsWith("Proof", StringComparison.Ordinal) => own[..20] + (own[20] == 'A' ? 'B' : 'A') + own[21..],
        "code" or "used" => UnknownCode(),
        "holder" => JsonText(MadeUp.Document(Nobody)),
        _ => PublicId.Show(own[..3], PublicId.New()),
    };

    private static string UnknownCode()
    {
        var bytes = RandomNumberGenerator.GetBytes(VoucherId.ByteLength);
        bytes[^1] &= 0b1110_0000;
        return new VoucherCode(VoucherId.FromBytes(bytes)).Format();
    }

    private async Task<string> ProveAsync(Audience role, int person, IdentityPurpose purpose, string? batch = null, string? code = null) =>
        (await AuthenticateAsync(role, person, purpose, batch, code)).Assertion;

    private async Task<(string Session, string Assertion)> AuthenticateAsync(Audience role, int person, IdentityPurpose purpose, string? batch = null, string? code = null)
    {
        var request = new CreateIdentitySessionRequest
        {
            Purpose = purpose, BatchId = batch, Code = code, InstitutionId = role == Audience.CoursePlatform ? _values["ins"] : null,
            Reference = purpose == IdentityPurpose.SignIn ? "class-1" : null,
        };
        var session = await Parties[role].DoAsync(Operations.CreateIdentitySession, request);
        var shown = new SandboxAuthenticateRequest { Document = MadeUp.Document(person), Name = "测试" };
        return (session.Id, (await Parties[role].DoAsync(Operations.SandboxAuthenticate, shown, session.Id)).Assertion);
    }
}
