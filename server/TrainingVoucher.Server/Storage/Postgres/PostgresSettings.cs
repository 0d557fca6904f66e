namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>How the server reaches PostgreSQL.</summary>
/// <param name="Serving">The connection string of the role that serves; it has no right to change what is append-only.</param>
/// <param name="Owner">The connection string of the role that owns the tables and migrates them.</param>
/// <param name="Connections">How many connections this process holds at most.</param>
/// <param name="Partitions">Into how many hash partitions the tables of vouchers and persons are divided when they are made; 0 for none.</param>
internal sealed record PostgresSettings(string Serving, string Owner, int Connections, int Partitions);
