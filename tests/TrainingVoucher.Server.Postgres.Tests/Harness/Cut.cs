namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>Where in the life of a COMMIT a connection is cut.</summary>
internal enum Cut
{
    /// <summary>The COMMIT never leaves the server.</summary>
    Before,

    /// <summary>Half of it does: nothing is committed.</summary>
    During,

    /// <summary>All of it does, and both ends lose the connection at once: it may or may not be committed.</summary>
    Sent,

    /// <summary>PostgreSQL has done it and answers, and the answer is lost.</summary>
    Answered,
}
