using System.Net;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>What a sandbox has and no server has.</summary>
/// <param name="outsideTime">The clock of those outside, which nobody moves.</param>
/// <param name="visitors">Counts who joins; it outlasts a reset.</param>
internal sealed class SandboxStage(TimeProvider outsideTime, CallLimits<IPAddress> visitors)
{
    /// <summary>Below which path of the server it is reached.</summary>
    public static readonly PathString Path = "/sandbox";

    // Tokens begin with 24 and the id of their key: with TV124TEST01.
    private const uint VoucherKeyId = 0x34EC_E801;
    private const uint CheckpointKeyId = 0x34EC_E802;

    /// <summary>Where its database and its keys are.</summary>
    public static string DirectoryOf(string dataDirectory) => System.IO.Path.Combine(dataDirectory, "sandbox");

    /// <summary>The clock of everything that happens in it.</summary>
    public MovableClock Clock { get; } = new(outsideTime);

    /// <summary>The clock by which systems sign and are signed to, so that moving the other one locks nobody out.</summary>
    public TimeProvider OutsideTime => outsideTime;

    public CallLimits<IPAddress> Visitors => visitors;

    /// <summary>Who and what is in it; there before the first call is let in.</summary>
    public SandboxTown? Town { get; set; }

    /// <summary>The keys under ids that show in the texts they sign, and that no other installation gives out.</summary>
    public static ServerKeys Mark(ServerKeys keys) => keys with { VoucherKeyId = VoucherKeyId, CheckpointKeyId = CheckpointKeyId };
}
