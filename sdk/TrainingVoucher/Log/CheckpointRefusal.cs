namespace TrainingVoucher.Log;

/// <summary>Why a checkpoint is not accepted: the numbered steps of <c>docs/log.md</c>.</summary>
public enum CheckpointRefusal
{
    /// <summary>It is accepted.</summary>
    None = 0,

    /// <summary>Not 141 bytes.</summary>
    Length = 1,

    /// <summary>Not the type of a checkpoint.</summary>
    Type = 2,

    /// <summary>Not larger than the checkpoint before it, or a time that is none.</summary>
    Values = 3,

    /// <summary>Of another installation.</summary>
    Installation = 4,

    /// <summary>The key set does not have its key.</summary>
    UnknownKey = 5,

    /// <summary>Its key may not sign checkpoints.</summary>
    KeyRole = 6,

    /// <summary>It says that it was made when its key did not count.</summary>
    KeyTime = 7,

    /// <summary>Its key is marked compromised.</summary>
    KeyCompromised = 8,

    /// <summary>The signature is out of range, has a high s or does not verify.</summary>
    Signature = 9,
}
