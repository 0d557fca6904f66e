using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity;

/// <summary>Who authenticates holders: the holder's browser is sent there, and comes back with an answer.</summary>
internal interface IIdentityProvider
{
    /// <summary>What partners are told it is called.</summary>
    string Name { get; }

    /// <summary>Where the browser is sent to; it has to come back to <see cref="Visit.Callback"/> with the state.</summary>
    Task<Outcome<Uri>> StartAsync(Visit visit, CancellationToken cancellation);

    /// <summary>What the answer says that the browser came back with; one that says nothing, or of which something is not true, is a refusal.</summary>
    Task<Outcome<Authentication>> FinishAsync(Visit visit, VisitAnswer answer);
}
