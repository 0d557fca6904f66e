namespace Quickstart.Stage;

/// <summary>The network of one counter, with a plug to pull.</summary>
internal sealed class Network() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    public bool IsOff { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsOff ? throw new HttpRequestException("The network is switched off.") : base.SendAsync(request, cancellationToken);
}
