using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>The key set as it is published now, made anew once an hour; the server checks tokens by the same one as everybody else.</summary>
internal sealed class PublishedKeys(ServerKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private (DateTimeOffset At, byte[] Manifest, KeySet KeySet, VoucherVerifier Verifier)? published;

    public byte[] Manifest => Current().Manifest;

    public KeySet KeySet => Current().KeySet;

    public VoucherVerifier Verifier => Current().Verifier;

    private (DateTimeOffset At, byte[] Manifest, KeySet KeySet, VoucherVerifier Verifier) Current()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (published is not { } current || now - current.At > Renewal || now < current.At)
            {
                var manifest = new KeySetPublisher(keys).Publish(now);
                var set = KeySetManifest.Verify(manifest, keys.TrustedRoots, null, now).KeySet
                    ?? throw new InvalidOperationException("The server's own key set does not verify.");
                published = current = (now, manifest, set, new VoucherVerifier(set));
            }

            return current;
        }
    }
}
