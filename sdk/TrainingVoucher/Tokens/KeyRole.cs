namespace TrainingVoucher.Tokens;

/// <summary>The one thing a key may sign. The numbers are those of the key set and never change.</summary>
public enum KeyRole
{
    /// <summary>Voucher tokens.</summary>
    Voucher = 1,

    /// <summary>Presentations (出示码).</summary>
    Presentation = 2,

    /// <summary>Status snapshots.</summary>
    Status = 3,

    /// <summary>Countersigned receipts of offline redemptions.</summary>
    Receipt = 4,

    /// <summary>Checkpoints of the sealed log.</summary>
    Checkpoint = 5,

    /// <summary>Certificates.</summary>
    Certificate = 6,

    /// <summary>Documents.</summary>
    Document = 7,

    /// <summary>Lists of a region's presentation and status keys.</summary>
    Delegate = 8,
}

/// <summary>How a key signs. The algorithm comes only from the trusted key's entry, never from what was signed.</summary>
public enum KeyAlgorithm
{
    /// <summary>ECDSA on P-256 over SHA-256, signature r‖s with low s.</summary>
    Es256 = 1,
}
