using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>Believes whoever comes: a form of this server takes the place of face, PIN and card on a development server.</summary>
internal sealed class SandboxProvider : IIdentityProvider
{
    public const string TypeField = "type";
    public const string NumberField = "number";
    public const string NameField = "name";
    public const string StateField = "state";
    public const string CancelField = "cancel";

    /// <summary>Before the names of the fields about who acts for the holder.</summary>
    public const string ProxyPrefix = "proxy-";

    public string Name => "sandbox";

    public Task<Outcome<Uri>> StartAsync(Visit visit, CancellationToken cancellation) =>
        Task.FromResult<Outcome<Uri>>(new Uri($"{visit.Server}{Visit.SandboxPath}?{StateField}={visit.State}"));

    public Task<Outcome<Authentication>> FinishAsync(Visit visit, VisitAnswer answer) => Task.FromResult(Finish(visit, answer));

    private static Outcome<Authentication> Finish(Visit visit, VisitAnswer answer)
    {
        if (answer[CancelField] is not null)
        {
            return ErrorCodes.IdentityDenied;
        }

        var (holder, proxy) = (Shown(answer, ""), visit.Session.Proxy is null ? null : Shown(answer, ProxyPrefix));
        return holder is null || (visit.Session.Proxy is not null && proxy is null)
            ? ErrorCodes.IdentityDocumentInvalid
            : new Authentication(holder, proxy, IdentityMethod.Sandbox);
    }

    private static ShownPerson? Shown(VisitAnswer answer, string prefix) =>
        Enum.TryParse<DocumentType>(answer[prefix + TypeField], ignoreCase: true, out var type)
            ? ShownPerson.Of(type, answer[prefix + NumberField], answer[prefix + NameField])
            : null;
}
