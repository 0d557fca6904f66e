using TrainingVoucher.Client;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>How those who were in a sandbox before anybody joined reach it.</summary>
/// <param name="handler">Takes their calls.</param>
/// <param name="address">What the sandbox is called in what they sign.</param>
/// <param name="time">The clock they sign by.</param>
internal sealed class TownLine(HttpMessageHandler handler, Uri address, TimeProvider time)
{
    public TrainingVoucherClient Connect(TownKey system, TownKey? officer) => new(new TrainingVoucherOptions
    {
        BaseAddress = address,
        HttpMessageHandler = handler,
        Client = new() { ClientId = system.Id, KeyId = system.KeyId, PrivateKeyPem = system.Pem },
        Officer = officer is null ? null : new() { OfficerId = officer.Id, KeyId = officer.KeyId, PrivateKeyPem = officer.Pem },
        TimeProvider = time,
    });
}
